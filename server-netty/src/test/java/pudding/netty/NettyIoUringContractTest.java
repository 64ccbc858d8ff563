package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;
import pudding.contract.suite.TransportContractTest;

/// io_uring, where the kernel lets it be used.
@EnabledIf("isAvailable")
final class NettyIoUringContractTest extends TransportContractTest implements NettySubject {

    /// Asks our own class, not Netty's, so that the settings are made first.
    static boolean isAvailable() {
        return Transport.IO_URING.isAvailable();
    }

    @Override
    public List<String> combination() {
        return List.of("--tls", "jdk", "--transport", "io_uring");
    }
}
