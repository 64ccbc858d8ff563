package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/// BoringSSL, where it loads.
@EnabledIf("io.netty.handler.ssl.OpenSsl#isAvailable")
final class NettyBoringSslContractTest extends NettyContractTest {

    @Override
    List<String> combination() {
        return List.of("--tls", "boringssl");
    }
}
