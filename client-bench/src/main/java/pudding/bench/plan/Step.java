package pudding.bench.plan;

import java.util.List;

/// One run to be made: a fresh server of one contender, taken through some stages.
///
/// @param index     place in the plan, from 0
/// @param contender its name
/// @param stages    what the run goes through, in the order of [Stage]
public record Step(int index, String contender, List<Stage> stages) {

    public Step {
        stages = List.copyOf(stages);
    }
}
