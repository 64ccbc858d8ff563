package pudding.plain;

import java.util.List;
import pudding.contract.suite.ServerContractTest;

/// A virtual thread for each connection.
final class VirtualContractTest extends ServerContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "virtual");
    }
}
