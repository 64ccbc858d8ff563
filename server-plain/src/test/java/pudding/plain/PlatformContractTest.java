package pudding.plain;

import java.util.List;

/// A platform thread for each connection.
final class PlatformContractTest extends PlainContractTest {

    @Override
    protected List<String> modelFlags() {
        return List.of("--model", "platform");
    }
}
