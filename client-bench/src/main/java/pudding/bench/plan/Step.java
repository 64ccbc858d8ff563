package pudding.bench.plan;

import java.util.List;

/// One run to be made: a fresh server of one contender, taken through some stages.
///
/// @param index     place in the plan, from 0
/// @param part      what it is made for
/// @param unit      runs of one unit are made all or not at all where time is short: the pilot, a mirrored pair of
///                  half-blocks, or one run for values; from 0
/// @param halfBlock the half-block, from 0; -1 outside [Part#BLOCK]
/// @param contender its name
/// @param slot      0, and 1 for the second run of the baseline in a half-block, by which it is compared with itself
/// @param stages    what the run goes through, in the order of [Stage]
public record Step(int index, Part part, int unit, int halfBlock, String contender, int slot, List<Stage> stages) {

    public Step {
        stages = List.copyOf(stages);
    }
}
