package pudding.netty;

import java.util.List;
import pudding.contract.suite.ServerContractTest;

/// The JDK's TLS on the platform's own transport.
final class NettyJdkContractTest extends ServerContractTest implements NettySubject {

    @Override
    public List<String> combination() {
        return List.of("--tls", "jdk");
    }
}
