package pudding.bench.measure.ramp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Problems;
import pudding.bench.measure.Redact;
import pudding.bench.measure.TempDirectory;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;

/// Times how long one contender takes to start, with and without an AOT cache, beside an empty JVM; used once, by one
/// thread.
///
/// The three take turns, so that what the machine does meanwhile falls on all of them. The first round is not counted:
/// it reads the files.
final class StartRamp implements Ramp {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Lab lab;
    private final Contender contender;
    private final RampPlan.Starts plan;
    private final List<String> problems = new ArrayList<>();
    private final List<Double> empty = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> cached = new ArrayList<>();
    private List<String> command = List.of();
    private @Nullable Long cacheBytes;

    StartRamp(Lab lab, Contender contender) {
        this.lab = lab;
        this.contender = contender;
        this.plan = Objects.requireNonNull(lab.plan().starts());
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public List<String> problems() {
        return problems;
    }

    @Override
    public @Nullable Starts starts() {
        return plain.isEmpty() ? null : new Starts(empty, plain, cached, cacheBytes);
    }

    @Override
    public void measure() throws ServerFailedException, IOException, InterruptedException {
        try (TempDirectory temporary = TempDirectory.create("pudding-aot-")) {
            Contender fromCache = contender.isJvm() ? fromCache(temporary.path()) : null;
            Contender nothing = EmptyJvm.contender();
            for (int round = -1; round < plan.rounds(); round++) {
                lab.watcher().begins(contender.name(), RampKind.STARTS,
                        String.format("round %d of %d", round + 1, plan.rounds()));
                double emptyMillis = millis(nothing, "empty");
                double plainMillis = millis(contender, "plain");
                Double cachedMillis = fromCache == null ? null : Double.valueOf(millis(fromCache, "cached"));
                if (round >= 0) {
                    empty.add(emptyMillis);
                    plain.add(plainMillis);
                    if (cachedMillis != null) {
                        cached.add(cachedMillis);
                    }
                }
            }
        }
    }

    private @Nullable Contender fromCache(Path dir) throws InterruptedException {
        lab.watcher().begins(contender.name(), RampKind.STARTS, "AOT cache");
        try {
            Path cache = AotCache.make(lab, contender, plan, dir, runName("training"));
            cacheBytes = Files.size(cache);
            return contender.withJvmFlags(AotCache.flags(cache));
        } catch (ServerFailedException | IOException e) {
            Problems.of(e).forEach(problem -> problems.add("Without an AOT cache: " + problem));
        }
        return null;
    }

    private double millis(Contender which, String name)
            throws ServerFailedException, IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.start(which, lab.rig().launch(runName(name)))) {
            if (which.equals(contender)) {
                command = Redact.texts(server.command());
            }
            return server.startup().toNanos() / NANOS_PER_MILLI;
        } finally {
            Redact.logs(lab.rig().out().resolve("logs"), runName(name));
        }
    }

    /// Of each kind of start the last one's log is kept.
    private String runName(String name) {
        return RampKind.STARTS.word() + "-" + contender.name() + "-" + name;
    }
}
