package pudding.plain;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import pudding.contract.suite.BoringSslContract;
import pudding.contract.suite.TlsTransportContractTest;

/// The event loop and its pool, with BoringSSL, where it loads.
@EnabledIf("pudding.plain.BoringSslTest#isAvailable")
final class EventLoopBoringSslContractTest extends TlsTransportContractTest implements PlainSubject, BoringSslContract {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "eventloop", "--tls", "boringssl");
    }
}
