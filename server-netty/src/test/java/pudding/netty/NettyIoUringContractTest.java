package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.condition.EnabledIf;

/// io_uring, where the kernel lets it be used.
@EnabledIf("io.netty.channel.uring.IoUring#isAvailable")
final class NettyIoUringContractTest extends NettyContractTest {

    @Override
    List<String> combination() {
        return List.of("--tls", "jdk", "--transport", "io_uring");
    }
}
