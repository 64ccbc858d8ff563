package pudding.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Campaign.Ending;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.measure.RunWatcher;
import pudding.bench.measure.Warning;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.report.DifferenceException;
import pudding.bench.report.ResultFolder;
import pudding.bench.report.Verify;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.Faulty;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Effect;
import pudding.bench.stat.Label;
import pudding.bench.stat.Overall;
import pudding.bench.stat.Verdict;
import pudding.bench.stat.Verdicts;
import pudding.contract.UsageException;

/// Makes the cases of `selftest`, each with real processes; used by one thread.
final class Selftest {

    private static final String HONEST = "plain-platform";
    private static final String ITSELF = "none";
    private static final double SLOWER_BY = 0.30;
    private static final int TRIES = 3;
    private static final double STOP_SECONDS = 0.5;

    private static final RunWatcher NOBODY = new RunWatcher() {
    };

    private final Setup setup;
    private final Console console;
    private final Interrupt interrupt;
    private final List<SelftestCase> cases;
    private final Path out;
    private @Nullable Evidence honest;
    private @Nullable Path honestDir;
    private @Nullable Evidence compared;

    /// @param cases all that will be looked at
    /// @param out   where each case's folder goes
    Selftest(Setup setup, Console console, Interrupt interrupt, List<SelftestCase> cases, Path out) {
        this.interrupt = interrupt;
        this.cases = cases;
        this.setup = setup;
        this.console = console;
        this.out = out;
    }

    /// What a case showed.
    ///
    /// @param caught   whether the harness saw what it had to see
    /// @param sentence what it saw
    record Finding(boolean caught, String sentence) {
    }

    Finding look(SelftestCase which) throws IOException, UsageException, InterruptedException {
        return switch (which) {
            case DIGEST -> fails(which, "skip-parsing");
            case LEDGER -> fails(which, "lose:10000");
            case LIE -> fails(which, "lose-count:10000");
            case KILL -> kill();
            case TAMPER -> tamper();
            case STALL -> stall();
            case STARVED -> starved();
            case SLOWER -> slower();
            case ITSELF -> itself();
        };
    }

    private Finding fails(SelftestCase which, String fault)
            throws IOException, UsageException, InterruptedException {
        RunRecord run = run(which, Faulty.contender(fault), NOBODY);
        RunRecord.Ledger ledger = run.ledger();
        boolean seen = ledger != null && switch (which) {
            case LEDGER -> ledger.deserialised() < ledger.received() && ledger.unaccounted() > 0;
            default -> ledger.deserialised() == ledger.received()
                    && !ledger.sentDigest().equals(ledger.deserialisedDigest());
        };
        return new Finding(run.outcome() == Outcome.FAIL && seen, told(run));
    }

    private Finding kill() throws IOException, UsageException, InterruptedException {
        Disturbance disturbance = Disturbance.kill(2);
        RunRecord run = run(SelftestCase.KILL, Contenders.find(HONEST), disturbance);
        // The server's own last words, which only its log has.
        boolean tail = run.problems().stream().anyMatch(problem -> problem.startsWith("READY "));
        return new Finding(run.outcome() == Outcome.FAIL && tail, told(run));
    }

    private Finding tamper() throws IOException, UsageException, InterruptedException {
        honest();
        Path dir = Objects.requireNonNull(honestDir);
        try {
            Verify.folder(dir);
        } catch (DifferenceException e) {
            return new Finding(false, "the folder does not verify as it is: " + e.getMessage());
        }
        String line = Tampering.edited(dir, "table.md", text -> text + "\nNetty is faster.\n", false);
        String sums = Tampering.edited(dir, "evidence.json",
                text -> text.replaceFirst("(\"p99\" : )(\\d)", "$1" + 9 + "$2"), true);
        return new Finding(line.contains("table.md") && sums.contains("evidence.json") && sums.contains("p99"),
                "a line added to the table: " + line + " A p99 edited and summed again: " + sums);
    }

    private Finding stall() throws IOException, UsageException, InterruptedException {
        Disturbance disturbance = Disturbance.stop(2, STOP_SECONDS);
        RunRecord run = run(SelftestCase.STALL, Contenders.find(HONEST), disturbance);
        if (run.loaded() == null || run.loaded().latency() == null) {
            return new Finding(false, told(run));
        }
        double stopped = disturbance.stoppedSeconds();
        double p99 = run.loaded().latency().p99() / 1e6;
        double p999 = run.loaded().latency().p999() / 1e6;
        // Of what was due in the window, this share waited longer than `stopped` less that share of the window.
        double due99 = stopped - 0.01 * run.loaded().seconds();
        double due999 = stopped - 0.001 * run.loaded().seconds();
        return new Finding(near(p99, due99) && near(p999, due999), String.format(Locale.ROOT,
                "stopped for %.0f ms in %.0f s: p99 %.0f ms (by arithmetic %.0f), p99.9 %.0f ms (%.0f)",
                stopped * 1e3, run.loaded().seconds(), p99 * 1e3, due99 * 1e3, p999 * 1e3, due999 * 1e3));
    }

    /// The server must work off what piled up, which takes it a while more.
    private static boolean near(double seconds, double due) {
        return seconds > 0.9 * due && seconds < 1.35 * due;
    }

    private Finding starved() throws IOException, UsageException, InterruptedException {
        Set<Warning> generators = EnumSet.of(Warning.GENERATOR_BUSY, Warning.SCHEDULE_LAG, Warning.RATE_MISSED);
        try (Hogs hogs = new Hogs(setup)) {
            RunRecord run = run(SelftestCase.STARVED, Contenders.find(HONEST), hogs);
            boolean seen = run.warnings().stream().anyMatch(generators::contains);
            return new Finding(run.outcome() == Outcome.INVALID && seen, told(run));
        }
    }

    private Finding slower() throws IOException, UsageException, InterruptedException {
        Evidence evidence = compared();
        String name = evidence.plan().contenders().getLast();
        Verdicts verdicts = Compare.of(evidence).verdicts();
        Effect cpu = verdicts.judgement().effect("cpu_less_jit_micros", name).orElseThrow();
        boolean slower = cpu.estimate() != null && cpu.estimate().ratio() > 1;
        boolean named = verdicts.headlines().stream().anyMatch(line -> line.contender().equals(name)
                && line.overall() == Overall.DIFFERENT && line.sentence().contains(name));
        return new Finding(cpu.verdict() == Verdict.DIFFERS && slower && named, told(cpu));
    }

    private Finding itself() throws IOException, UsageException, InterruptedException {
        Evidence evidence = compared();
        String name = evidence.plan().contenders().get(1);
        Verdicts verdicts = Compare.of(evidence).verdicts();
        List<Effect> effects = verdicts.judgement().effects().stream()
                .filter(effect -> effect.contender().equals(name)).toList();
        boolean judged = effects.stream().allMatch(effect -> effect.verdict() != null);
        boolean differs = verdicts.judgement().isVoid()
                || effects.stream().anyMatch(effect -> effect.verdict() == Verdict.DIFFERS);
        return new Finding(!effects.isEmpty() && judged && !differs,
                String.join("; ", effects.stream().map(Selftest::told).toList()));
    }

    /// One comparison of an honest server with itself and, where that is a case too, with a slower one.
    private Evidence compared() throws IOException, UsageException, InterruptedException {
        if (compared == null) {
            List<Contender> contenders = new ArrayList<>(List.of(Contenders.find(HONEST), Faulty.contender(ITSELF)));
            if (cases.contains(SelftestCase.SLOWER)) {
                contenders.add(Faulty.contender("burn:" + Math.round(SLOWER_BY * honestMicros())));
            }
            compared = compare("compared", plan(contenders), contenders, NOBODY);
        }
        return compared;
    }

    /// What a message costs an honest server, in µs.
    private double honestMicros() throws IOException, UsageException, InterruptedException {
        RunRecord run = honest().runs().getFirst();
        RunRecord.Loaded window = run.loaded();
        if (window == null) {
            throw new IOException("The honest server's run failed: " + told(run));
        }
        return window.microsLessJit();
    }

    private Evidence honest() throws IOException, UsageException, InterruptedException {
        if (honest == null) {
            Contender contender = Contenders.find(HONEST);
            Evidence evidence;
            int tries = 0;
            do {
                tries++;
                evidence = compare("honest-" + tries, plan(List.of(contender)).alone(HONEST), List.of(contender),
                        NOBODY);
            } while (evidence.runs().getFirst().outcome() != Outcome.OK && tries < TRIES);
            honest = evidence;
            honestDir = out.resolve("honest-" + tries);
        }
        return honest;
    }

    private RunRecord run(SelftestCase which, Contender contender, RunWatcher watcher)
            throws IOException, UsageException, InterruptedException {
        return compare(which.label(), plan(List.of(contender)).alone(contender.name()), List.of(contender), watcher)
                .runs().getFirst();
    }

    private Plan plan(List<Contender> contenders) {
        return Plan.of(Profile.SELFTEST, contenders.stream().map(Contender::name).toList(),
                Setup.seed(null), setup.placement(IdleCpus.SLEEP, Network.LOOPBACK));
    }

    private Evidence compare(String name, Plan plan, List<Contender> contenders, RunWatcher watcher)
            throws IOException, UsageException, InterruptedException {
        Map<String, Contender> byName = new LinkedHashMap<>();
        contenders.forEach(contender -> byName.put(contender.name(), contender));
        Evidence evidence = new ComparisonJob(setup, console, plan, byName, new ResultFolder(out.resolve(name)), null,
                interrupt).watchedBy(watcher).run();
        if (evidence.ending() == Ending.INTERRUPTED) {
            throw new InterruptedException();
        }
        return evidence;
    }

    private static String told(RunRecord run) {
        return run.outcome() + (run.problems().isEmpty() ? "" : ": " + String.join(" ", run.problems()))
                + (run.warnings().isEmpty() ? "" : ": " + String.join(", ", run.warnings().stream()
                        .map(Warning::sentence).toList()));
    }

    private static String told(Effect effect) {
        return effect.contender() + ", " + Label.of(effect.metric()) + ": "
                + (effect.verdict() == null ? "no verdict" : effect.verdict().words())
                + (effect.estimate() == null || effect.estimate().interval95() == null ? ""
                        : String.format(Locale.ROOT, ", ratio %.2f (95 %% %.2f to %.2f)", effect.estimate().ratio(),
                                effect.estimate().interval95().low(), effect.estimate().interval95().high()));
    }
}
