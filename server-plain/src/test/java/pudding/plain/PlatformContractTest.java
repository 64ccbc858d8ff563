package pudding.plain;

import java.util.List;
import pudding.contract.suite.ServerContractTest;

/// A platform thread for each connection.
final class PlatformContractTest extends ServerContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "platform");
    }
}
