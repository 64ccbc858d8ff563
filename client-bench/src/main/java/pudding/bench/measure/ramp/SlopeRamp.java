package pudding.bench.measure.ramp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.load.HandshakeResult;
import pudding.bench.load.Handshakes;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Target;
import pudding.bench.measure.CompilerRoom;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.Problems;
import pudding.bench.measure.ProcessSample;
import pudding.bench.measure.ServerMemory;
import pudding.bench.measure.ramp.Slopes.Cpu;
import pudding.bench.measure.ramp.Slopes.Handshaking;
import pudding.bench.measure.ramp.Slopes.Memory;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;
import pudding.contract.TlsRules;
import pudding.contract.UsageException;

/// Measures what connections and handshakes cost one contender; used once, by one thread.
///
/// Memory is read on two servers, one whose connections never send and one whose do; CPU on a third, which is warm, and
/// handshakes on a fourth, each kind after some of its own that are not counted, until the compiler is quiet. A part that
/// fails ends with what it has measured, and the next one begins.
final class SlopeRamp implements Ramp {

    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /// What the kernel and the collector's threads still do after the last connection.
    private static final long QUIET_MILLIS = 1_500;
    private static final int MESSAGES_EACH = 2;
    private static final int IN_FLIGHT = 32;
    private static final double HANDSHAKE_WARM_UP_SECONDS = 5;
    private static final Duration HANDSHAKES_WARM_WITHIN = Duration.ofSeconds(60);

    private final Lab lab;
    private final Contender contender;
    private final RampPlan.Slopes plan;
    private final List<Memory> idle = new ArrayList<>();
    private final List<Memory> used = new ArrayList<>();
    private final List<Cpu> cpu = new ArrayList<>();
    private final List<Handshaking> handshakes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private List<String> command = List.of();

    SlopeRamp(Lab lab, Contender contender) {
        this.lab = lab;
        this.contender = contender;
        this.plan = Objects.requireNonNull(lab.plan().slopes());
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
    public @Nullable Slopes slopes() {
        return idle.isEmpty() && used.isEmpty() && cpu.isEmpty() && handshakes.isEmpty()
                ? null
                : new Slopes(idle, used, cpu, handshakes);
    }

    @Override
    public void measure() throws InterruptedException {
        on("idle", plan.memoryConnections().getLast(), stand -> memory(stand, idle, false));
        on("used", plan.memoryConnections().getLast(), stand -> memory(stand, used, true));
        // Without these, neither what was finished nor latency is known.
        if (contender.ack() != null && contender.stats() != null) {
            on("cpu", plan.cpuConnections().getLast(), stand -> {
                stand.connectAll(plan.cpuConnections().getFirst());
                stand.warmUp();
                cpu(stand);
                stand.requireBalance();
            });
        }
        on("handshakes", 1, this::handshakes);
    }

    private void on(String part, int clients, Stand.Work work) throws InterruptedException {
        String name = RampKind.SLOPES.word() + "-" + contender.name() + "-" + part;
        try (Stand stand = Stand.open(lab, contender, name, clients)) {
            command = stand.command();
            stand.work(work);
        } catch (ServerFailedException | IOException | RuntimeException e) {
            Problems.of(e).forEach(problem -> problems.add("In the part " + part + ": " + problem));
        }
    }

    private void memory(Stand stand, List<Memory> rows, boolean send) throws IOException, InterruptedException {
        for (int connections : plan.memoryConnections()) {
            lab.watcher().begins(contender.name(), RampKind.SLOPES, String.format("memory of %,d %s connections",
                    connections, send ? "used" : "idle"));
            stand.connectAll(connections);
            if (send) {
                double rate = Math.min(1, plan.messagesPerSecond() / connections);
                Stand.requireNothingLost(
                        stand.fleet().run(new Phase("first messages", rate, Stand.seconds(MESSAGES_EACH / rate),
                                Phase.Pace.OPEN_LOOP, DRAIN, null)));
                stand.finished();
            }
            Thread.sleep(QUIET_MILLIS);
            ServerMemory memory = ServerMemory.read(stand.server(), lab.rig().javaHome(), stand.meter().rssBytes());
            rows.add(new Memory(connections, memory.rssBytes(), memory.residentHeapBytes(),
                    memory.liveHeapBytes()));
        }
    }

    private void cpu(Stand stand) throws IOException, InterruptedException {
        for (int connections : plan.cpuConnections()) {
            lab.watcher().begins(contender.name(), RampKind.SLOPES,
                    String.format("CPU with %,d connections", connections));
            stand.connectAll(connections);
            double rate = plan.messagesPerSecond() / stand.fleet().open();
            // The server gets used to the new number, and the compiler to the new rate.
            stand.fleet()
                    .run(new Phase("rehearsal", rate, SECOND.multipliedBy(3), Phase.Pace.BACKPRESSURED, DRAIN, null));
            long before = stand.finished();
            RampMeter.Mark mark = stand.meter().mark();
            PhaseResult result = stand.fleet().run(new Phase("window", rate, Stand.seconds(plan.windowSeconds()),
                    Phase.Pace.OPEN_LOOP, DRAIN, null));
            Stand.requireNothingLost(result);
            long messages = stand.finished() - before;
            RampMeter.Stretch stretch = stand.meter().since(mark);
            cpu.add(new Cpu(stand.fleet().open(), messages, stretch.server().cpuMicros(),
                    stretch.server().jitMicros(), HistogramLog.quantiles(result.latency()), stretch.shares()));
        }
    }

    /// By this process, without the fleet: no connection lives longer than its handshake.
    private void handshakes(Stand stand) throws IOException, InterruptedException {
        Target target = lab.rig().target(stand.server());
        RampMeter meter = new RampMeter(stand.server(), List.of(ProcessHandle.current().pid()), lab.rig().cpus());
        try (Generator generator = Generator.start(new GeneratorSpec(lab.plan().seed(), 1, lab.plan().messageBytes(),
                Math.max(1, lab.rig().cpus().generator().size()), lab.each().connectTimeout()))) {
            for (String protocol : TlsRules.PROTOCOLS) {
                for (boolean resumed : new boolean[] {false, true}) {
                    lab.watcher().begins(contender.name(), RampKind.SLOPES,
                            (resumed ? "resumed" : "full") + " handshakes, " + protocol);
                    Making making = seconds -> make(generator, target,
                            Handshakes.during(Stand.seconds(seconds), IN_FLIGHT, resumed).over(protocol));
                    boolean warm = warm(stand, meter, making);
                    RampMeter.Mark mark = meter.mark();
                    HandshakeResult result = making.during(plan.handshakeSeconds());
                    RampMeter.Stretch stretch = meter.since(mark);
                    ProcessSample.Usage usage = stretch.server();
                    handshakes.add(new Handshaking(protocol, resumed, result.completed(), result.resumed(),
                            Stand.kinds(result.failures()), result.seconds(), usage.cpuMicros(), usage.jitMicros(),
                            HistogramLog.quantiles(result.handshakeMicros()), stretch.shares(), warm));
                }
            }
        } catch (UsageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static HandshakeResult make(Generator generator, Target target, Handshakes what)
            throws IOException, InterruptedException {
        try {
            return generator.handshakes(target, what);
        } catch (UsageException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Makes handshakes of one kind for so many seconds.
    private interface Making {
        HandshakeResult during(double seconds) throws IOException, InterruptedException;
    }

    /// Repeats them until the server's compiler, which has room for it, is quiet.
    ///
    /// @return whether it was still so when it had that room no more
    private boolean warm(Stand stand, RampMeter meter, Making making)
            throws IOException, InterruptedException {
        CompilerRoom.during(stand.server().pid(), lab.rig().cpus(), () -> {
            long startNanos = System.nanoTime();
            while (!isQuiet(meter, making)
                    && System.nanoTime() - startNanos < HANDSHAKES_WARM_WITHIN.toNanos()) {
                // Once more.
            }
        });
        return isQuiet(meter, making);
    }

    private boolean isQuiet(RampMeter meter, Making making) throws IOException, InterruptedException {
        RampMeter.Mark mark = meter.mark();
        making.during(HANDSHAKE_WARM_UP_SECONDS);
        return meter.since(mark).server().jitShare() < lab.plan().warmUp().maxJitShare();
    }
}
