package pudding.netty;

import java.util.List;

/// The JDK's TLS on the platform's own transport.
final class NettyJdkContractTest extends NettyContractTest {

    @Override
    List<String> combination() {
        return List.of("--tls", "jdk");
    }
}
