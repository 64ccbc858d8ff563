package pudding.netty;

import java.util.List;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
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

    @Override
    @Test
    @Disabled("Netty 4.2.18's io_uring ends some of these connections before all pongs are sent, and tells nobody why")
    public void manyPingsOfManyPeersAtOnceTakeNoMemory() {
        // Known, and open: docs/LIMITS.md.
    }
}
