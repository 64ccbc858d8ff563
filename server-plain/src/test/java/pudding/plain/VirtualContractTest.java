package pudding.plain;

import java.util.List;

/// A virtual thread for each connection.
final class VirtualContractTest extends PlainContractTest {

    @Override
    protected List<String> modelFlags() {
        return List.of("--model", "virtual");
    }
}
