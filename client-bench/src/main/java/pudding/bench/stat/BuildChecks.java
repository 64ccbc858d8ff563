package pudding.bench.stat;

import java.util.List;
import java.util.stream.Collectors;
import pudding.bench.stat.BuildCheck.Result;

/// What all contenders together say of a newer build; written to `ci.json`.
///
/// @param schema  version of this record's form
/// @param base    the older build's commit, in words
/// @param head    the newer build's
/// @param machine where it was measured, in words
/// @param seed    of every comparison's plan
/// @param result  what decides
/// @param verdict the same in one line
/// @param checks  one for each contender, in order
/// @param skipped contenders that are new, and so have nothing to be compared with
public record BuildChecks(int schema, String base, String head, String machine, long seed, Result result,
        String verdict, List<BuildCheck> checks, List<String> skipped) {

    /// The form that this version writes.
    private static final int SCHEMA = 1;

    public BuildChecks {
        checks = List.copyOf(checks);
        skipped = List.copyOf(skipped);
    }

    /// Puts the contenders together: what is gravest decides, and where none has a verdict there is nothing.
    public static BuildChecks of(String base, String head, String machine, long seed, List<BuildCheck> checks,
            List<String> skipped) {
        Result result = Result.NOTHING;
        for (Result graver : List.of(Result.NOT_WORSE, Result.WORSE, Result.FAILED)) {
            if (checks.stream().anyMatch(check -> check.result() == graver)) {
                result = graver;
            }
        }
        return new BuildChecks(SCHEMA, base, head, machine, seed, result, verdict(result, checks), checks, skipped);
    }

    private static String verdict(Result result, List<BuildCheck> checks) {
        String first = switch (result) {
            case FAILED -> "FAIL: a run failed. ";
            case WORSE -> "The newer build is worse. ";
            case NOT_WORSE -> "The newer build was not shown to be worse. ";
            case NOTHING -> "Nothing valid was measured. ";
        };
        return (first + checks.stream().map(BuildCheck::sentence).collect(Collectors.joining(" "))).strip();
    }
}
