package pudding.netty;

import java.util.List;
import pudding.contract.suite.TransportContractTest;

/// The transport that is there on every platform.
final class NettyNioContractTest extends TransportContractTest implements NettySubject {

    @Override
    public List<String> combination() {
        return List.of("--tls", "jdk", "--transport", "nio");
    }
}
