package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import pudding.contract.suite.BoringSslContract;
import pudding.contract.suite.ServerContractTest;

/// BoringSSL on the platform's own transport, where it loads.
@EnabledIf("io.netty.handler.ssl.OpenSsl#isAvailable")
final class NettyBoringSslContractTest extends ServerContractTest implements NettySubject, BoringSslContract {

    @Override
    public List<String> combination() {
        return List.of("--tls", "boringssl");
    }
}
