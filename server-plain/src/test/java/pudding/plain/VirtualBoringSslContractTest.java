package pudding.plain;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import pudding.contract.suite.BoringSslContract;
import pudding.contract.suite.TlsTransportContractTest;

/// A virtual thread for each connection, with BoringSSL, where it loads.
@EnabledIf("pudding.plain.BoringSslTest#isAvailable")
final class VirtualBoringSslContractTest extends TlsTransportContractTest implements PlainSubject, BoringSslContract {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "virtual", "--tls", "boringssl");
    }
}
