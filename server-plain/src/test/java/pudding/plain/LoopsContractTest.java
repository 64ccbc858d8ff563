package pudding.plain;

import java.util.List;
import pudding.contract.suite.ServerContractTest;

/// Event loops without a pool; two, however many processors there are.
final class LoopsContractTest extends ServerContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "loops", "--loops", "2");
    }
}
