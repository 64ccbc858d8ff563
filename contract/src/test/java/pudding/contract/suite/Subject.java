package pudding.contract.suite;

import java.util.List;
import java.util.function.UnaryOperator;
import pudding.contract.BatchConsumer;
import pudding.contract.Launch;

/// A server as the suite finds it: how to start it, and as which of its models or transports.
public interface Subject {

    /// Starts the server in this process, with fresh counters.
    ///
    /// @param wrap  applied to the server's [BatchConsumer]; the identity, unless a test wants a faulty one
    /// @param flags all of its flags, those of [#modelFlags] among them
    Launch.Running start(UnaryOperator<BatchConsumer> wrap, String... flags) throws Exception;

    /// The server's program.
    Class<?> mainClass();

    /// The flags that choose what is tested, for example `--model virtual`.
    default List<String> modelFlags() {
        return List.of();
    }
}
