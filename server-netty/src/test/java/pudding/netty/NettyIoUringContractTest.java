package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/// io_uring, where the kernel lets it be used.
@EnabledIf("isAvailable")
final class NettyIoUringContractTest extends NettyContractTest {

    /// Asks our own class, not Netty's, so that the settings are made first.
    static boolean isAvailable() {
        return Transport.IO_URING.isAvailable();
    }

    @Override
    List<String> combination() {
        return List.of("--tls", "jdk", "--transport", "io_uring");
    }
}
