package pudding.netty;

import java.util.List;
import pudding.contract.suite.ProgramContractTest;

/// The program, with the transport that it has by itself.
final class ProgramTest extends ProgramContractTest implements NettySubject {

    @Override
    public List<String> combination() {
        return List.of();
    }
}
