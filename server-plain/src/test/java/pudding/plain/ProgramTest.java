package pudding.plain;

import java.util.List;
import pudding.contract.suite.ProgramContractTest;

/// The program, with the model that it has by itself.
final class ProgramTest extends ProgramContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of();
    }
}
