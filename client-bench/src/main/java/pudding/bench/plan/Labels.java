package pudding.bench.plan;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import pudding.contract.UsageException;

/// Finds what the command line names; has no state.
final class Labels {

    private Labels() {
    }

    /// The value with that label.
    ///
    /// @param refusal what is said first where there is none, without a full stop
    /// @throws UsageException with the refusal, and all labels that there are
    static <T> T named(String label, List<T> values, Function<T, String> labels, String refusal)
            throws UsageException {
        return values.stream().filter(value -> labels.apply(value).equals(label)).findFirst()
                .orElseThrow(() -> new UsageException(refusal + "; there are "
                        + values.stream().map(labels).collect(Collectors.joining(", ")) + "."));
    }
}
