package pudding.bench.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.measure.Rig;
import pudding.bench.measure.SlowTrial;
import pudding.bench.measure.TempDirectory;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.ServerFailedException;
import pudding.bench.stat.Estimate;
import pudding.bench.stat.Interval;
import pudding.bench.stat.SlowVerdict;
import pudding.contract.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `slow`: shows whether clients that send one byte a second harm honest ones. Used by the main thread.
@Command(name = "slow", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Shows what clients that send one byte a second do to honest ones: in the TLS handshake, a TLS",
            "record, the request head, frame headers and payload, a fifth of them in each. The p99 of the honest",
            "ones may rise by a fifth at most, judged over blocks of quiet, slow, slow, quiet."},
        footer = {"", "Exit status: 0 when the limit holds for all, 1 when it is broken, 3 when it is open."})
final class SlowCommand implements Callable<Integer> {

    private static final int MAX_CLIENTS = 1_000_000;

    /// Cuts nobody who sends a byte a second, so that all of them are there in every slow window.
    private static final List<String> PATIENT = List.of("--handshake-timeout=3600", "--idle-timeout=0");

    /// Platform threads were busy for a second with the ends of 2,000 connections.
    private static final Duration SETTLE = Duration.ofSeconds(3);

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "default: the five built-in ones") private List<String> names = new ArrayList<>();

    @Option(names = "--slow", paramLabel = "N",
            description = "slow clients (default ${DEFAULT-VALUE})") private int slow = 2_000;

    @Option(names = "--returning",
            description = "leave the servers their deadlines: who is cut comes back a second later, so that the "
                    + "handshakes of those that return are part of what is judged; without it nobody is cut") private boolean returning;

    @Option(names = "--arrivals", paramLabel = "D", converter = DurationConverter.class,
            description = "how long they take to come, and with --returning to come back (default 10s, the time that a "
                    + "server gives a handshake)") private Duration arrivals = Duration.ofSeconds(10);

    @Option(names = "--honest", paramLabel = "N",
            description = "honest clients (default ${DEFAULT-VALUE})") private int honest = 100;

    @Option(names = "--rate", paramLabel = "R",
            description = "messages a second of each honest client (default ${DEFAULT-VALUE})") private double rate = 5;

    @Option(names = "--blocks", paramLabel = "N",
            description = "of four windows; half as many more where some are void (default ${DEFAULT-VALUE})") private int blocks =
                    5;

    @Option(names = "--window", paramLabel = "D", converter = DurationConverter.class,
            description = "how long a window lasts (default 10s)") private Duration window = Duration.ofSeconds(10);

    @Option(names = "--warm-up", paramLabel = "D", converter = DurationConverter.class,
            description = "before the first window (default 40s)") private Duration warmUp = Duration.ofSeconds(40);

    private final Console console = new Console();

    @Override
    public Integer call() throws Exception {
        SlowTrial.Spec spec = spec();
        List<Contender> contenders = new ArrayList<>();
        for (String name : names.isEmpty() ? Contenders.names() : names) {
            Contender contender = Contenders.find(name);
            contenders.add(returning ? contender : contender.withArguments(PATIENT));
        }
        try (Interrupt _ = Interrupt.expected(); MachineLock _ = MachineLock.take();
                TempDirectory temporary = TempDirectory.create("pudding-slow-")) {
            Rig rig = Setup.prepare(console).rig(temporary.path());
            rig.cpus().pinSelf();
            announce(spec, contenders.size());
            GeneratorSpec one = GeneratorSpec.of(Setup.seed(null), 1);
            List<SlowVerdict> verdicts = new ArrayList<>();
            try (Generator honestOnes = Generator.start(one); Generator slowOnes = Generator.start(one)) {
                SlowTrial trial = new SlowTrial(rig, spec, honestOnes, slowOnes, this::told);
                for (Contender contender : contenders) {
                    verdicts.add(judged(trial, contender));
                }
            }
            return status(verdicts);
        } finally {
            console.done();
        }
    }

    private SlowTrial.Spec spec() throws UsageException {
        if (slow < 1 || slow > MAX_CLIENTS || honest < 1 || honest > MAX_CLIENTS || blocks < 1 || blocks > 1_000) {
            throw new UsageException("--slow and --honest take up to 1000000 clients, --blocks up to 1000.");
        }
        if (!(rate > 0) || rate > 1_000 || !window.isPositive() || !warmUp.isPositive()
                || arrivals.isNegative()) {
            throw new UsageException("--rate takes a number above 0, up to 1000; --window and --warm-up some time, "
                    + "--arrivals some or none.");
        }
        return new SlowTrial.Spec(honest, rate, slow, arrivals, blocks, window, warmUp, SETTLE);
    }

    private void announce(SlowTrial.Spec spec, int contenders) {
        double arrivals = (spec.arrivals().toMillis() + 4 * spec.settle().toMillis()) / 1e3 + 1;
        double seconds = (spec.warmUp().toMillis() + spec.window().toMillis()) / 1e3 + 5 + arrivals
                + spec.blocks() * (4 * spec.window().toMillis() / 1e3 + arrivals);
        console.line(String.format(Locale.ROOT, "%d slow clients beside %d honest ones at %.1f messages a second each; "
                + "%d blocks of 4 × %.0f s; about %.0f minutes.", spec.slowClients(), spec.honestClients(), spec.rate(),
                spec.blocks(), spec.window().toMillis() / 1e3, Math.max(1, contenders * seconds / 60)));
    }

    private void told(String contender, SlowTrial.Window seen) {
        String attack = seen.slow()
                ? String.format(Locale.ROOT, ", %d slow ones held, sending %.0f bytes/s", seen.holding(),
                        seen.slowBytes())
                : "";
        console.line(String.format(Locale.ROOT,
                "%-16s half-block %2d %-5s p50 %5.2f ms, p99 %7.2f ms, max %7.2f ms, generator late %5.2f ms, "
                        + "longest pause %5.2f ms, JIT %3.0f ms, server %2.0f %% of a core, steal %.1f %%, "
                        + "RSS %3.0f MB%s%s%s",
                contender, seen.halfBlock() + 1, seen.slow() ? "slow" : "quiet", seen.p50Micros() / 1e3,
                seen.p99Micros() / 1e3, seen.maxMicros() / 1e3, seen.lagP99Micros() / 1e3, seen.pauseMicros() / 1e3,
                seen.jitMicros() / 1e3, 100 * seen.serverCores(), 100 * seen.stealShare(), seen.rssBytes() / 1e6,
                attack, seen.isVoid() ? ", VOID" : "", seen.clean() ? "" : ", NOT CLEAN"));
    }

    private static SlowVerdict judged(SlowTrial trial, Contender contender)
            throws IOException, UsageException, InterruptedException, ServerFailedException {
        SlowTrial.Result result = trial.run(contender);
        SlowVerdict verdict = SlowVerdict.of(result);
        System.out.printf(Locale.ROOT,
                "%-16s the limit %s: p99 ratio %s from %d of %d windows%s%s%s%s%s; per slow client %s live heap, "
                        + "%s outside it; %d connections begun, %d cut%n",
                contender.name(), verdict.held().words(), ratio(verdict.p99().estimate()), result.valid().size(),
                result.windows().size(),
                verdict.clean() ? "" : "; MESSAGES OF HONEST CLIENTS WERE LOST",
                result.isWhole() ? "" : "; TOO MANY BLOCKS ARE VOID",
                verdict.attacked() ? "" : "; THE SLOW CLIENTS DID NOT SEND WHAT THEY SHOULD",
                result.shared() == null ? ""
                        : "; the slow clients may have held the honest ones up: " + result.shared(),
                result.asleep() == null ? "" : "; processors may have slept: " + result.asleep(),
                kilobytes(verdict.heapBytesPerClient()), kilobytes(verdict.outsideBytesPerClient()),
                result.connections(), result.cut());
        return verdict;
    }

    private static String ratio(@Nullable Estimate estimate) {
        if (estimate == null) {
            return "n/a";
        }
        Interval interval = estimate.interval90();
        return String.format(Locale.ROOT, "%.2f", estimate.ratio()) + (interval == null
                ? ""
                : String.format(Locale.ROOT, " (90 %% %.2f to %.2f)", interval.low(), interval.high()));
    }

    private static String kilobytes(@Nullable Double bytes) {
        return bytes == null ? "n/a" : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }

    private static int status(List<SlowVerdict> verdicts) {
        if (verdicts.stream().anyMatch(v -> v.held() == SlowVerdict.Held.BROKEN || !v.clean())) {
            return Pudding.FAIL;
        }
        return verdicts.stream().allMatch(v -> v.held() == SlowVerdict.Held.HOLDS)
                ? Pudding.DONE
                : Pudding.NOTHING_MEASURED;
    }
}
