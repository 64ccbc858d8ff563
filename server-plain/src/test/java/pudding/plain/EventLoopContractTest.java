package pudding.plain;

import java.util.List;
import pudding.contract.suite.ServerContractTest;

/// The event loop and its pool.
final class EventLoopContractTest extends ServerContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "eventloop");
    }
}
