package pudding.netty;

import java.util.List;

/// The transport that is there on every platform.
final class NettyNioContractTest extends NettyContractTest {

    @Override
    List<String> combination() {
        return List.of("--tls", "jdk", "--transport", "nio");
    }
}
