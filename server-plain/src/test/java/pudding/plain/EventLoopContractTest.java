package pudding.plain;

import java.util.List;

/// The event loop and its pool.
final class EventLoopContractTest extends PlainContractTest {

    @Override
    protected List<String> modelFlags() {
        return List.of("--model", "eventloop");
    }
}
