package pudding.bench.measure.ramp;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.ServerFailedException;

/// One kind of ramp of one contender; used once, by one thread.
interface Ramp {

    /// Measures, to the end.
    ///
    /// @throws ServerFailedException when a server does not start, or ends by itself where that ends the ramp
    /// @throws IOException           when the generator fails, or the ramp is given up
    void measure() throws ServerFailedException, IOException, InterruptedException;

    /// The last server's command line, paths shortened to file names. This and what follows tell what was measured
    /// until now, also after a failure.
    List<String> command();

    /// What of it failed and was left out, a sentence each.
    default List<String> problems() {
        return List.of();
    }

    /// Numbers of clients that were tried.
    default List<Attempt> attempts() {
        return List.of();
    }

    /// Rates that were offered; null for none.
    default @Nullable Curve curve() {
        return null;
    }

    /// What connections cost; null where that is not known yet.
    default @Nullable Slopes slopes() {
        return null;
    }

    /// How long starts took; null for none.
    default @Nullable Starts starts() {
        return null;
    }
}
