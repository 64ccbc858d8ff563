package pudding.bench.report;

import java.util.List;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.ramp.RampRun;
import pudding.bench.stat.RampFigures;

/// A table under a title.
///
/// @param legend stands under the table
record Section(String title, Grid grid, String legend) {

    /// The tables of ramps, the one that is read first first; empty ones too.
    static List<Section> of(List<RampRun> runs, RampFigures figures) {
        return List.of(
                new Section("Most clients", RampGrids.ceilings(figures), RampGrids.CEILINGS),
                new Section("Capacity", RampGrids.curve(figures), RampGrids.CURVE),
                new Section("Memory per connection", RampGrids.memory(figures), RampGrids.MEMORY),
                new Section("Handshakes", RampGrids.handshakes(figures), RampGrids.HANDSHAKES),
                new Section("CPU per message by connections", RampGrids.cpu(figures), RampGrids.CPU),
                new Section("Start", RampGrids.starts(figures), RampGrids.STARTS),
                new Section("Attempts", RampGrids.attempts(runs, figures), RampGrids.ATTEMPTS));
    }

    /// Those of the ramps that followed the runs of a comparison; none where there were none.
    static List<Section> of(Evidence evidence) {
        return evidence.ceilings().isEmpty() ? List.of() : of(evidence.ceilings(), RampFigures.of(evidence));
    }
}
