package pudding.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.plan.Plan;

/// Comparisons made up for tests of publishing.
public final class Publishable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private Publishable() {
    }

    /// Writes one of which nothing stands against publishing it.
    ///
    /// @param ended when, as ISO 8601
    public static Path write(Path dir, String ended) throws IOException {
        return write(dir, ended, "quick", Ending.COMPLETE, true, COMMIT, false);
    }

    /// Writes one of which something may.
    ///
    /// @param ok whether its second run did not fail
    static Path write(Path dir, String ended, String profile, Ending ending, boolean ok, @Nullable String commit,
            @Nullable Boolean dirty) throws IOException {
        Evidence e = SampleFolder.evidence(false);
        Plan p = e.plan();
        Plan plan = new Plan(p.schema(), profile, p.seed(), p.contenders(), p.judged(), p.halfBlocks(), p.metrics(),
                p.windows(), p.warmUp(), p.gate(), p.maxRepeats(), p.messageBytes(), p.heapMegabytes(), p.placement(),
                p.compileRuns(), p.deadlineSeconds(), p.ceilings(), p.steps());
        Environment n = e.environment();
        Environment environment = new Environment("Sample(R) CPU", n.cpus(), n.memoryBytes(),
                Map.of("kernel", "6.1", "clock", ended), n.limits(),
                n.kernel(), n.network(), n.jdk(), n.jvmFlags(), n.libraries(), commit, dirty);
        List<RunRecord> runs = Stream.of(SampleFolder.run(plan.steps().getFirst(), true),
                SampleFolder.run(plan.steps().getLast(), ok)).toList();
        SampleFolder.write(dir, new Evidence(e.schema(), plan, environment, e.descriptions(), e.artefacts(),
                e.fitness(), e.floor(), runs, e.ceilings(), ending, e.seconds()));
        return dir;
    }
}
