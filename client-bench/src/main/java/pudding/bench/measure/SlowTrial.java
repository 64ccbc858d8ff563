package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ConnectResult;
import pudding.bench.load.Generator;
import pudding.bench.load.Paths;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.load.Session;
import pudding.bench.load.SlowClients;
import pudding.bench.load.Target;
import pudding.bench.plan.Gate;
import pudding.bench.server.AwakeCpus;
import pudding.bench.server.Contender;
import pudding.bench.server.Niceness;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;
import pudding.contract.UsageException;

/// Sees what slow clients do to honest ones on one server; used by one thread.
///
/// A block is four windows of the same honest load: quiet, slow, slow, quiet (ABBA). The slow clients have generator
/// threads of their own, in the same process, which stand back: an honest client does not share its processor with who
/// attacks the server. No processor sleeps ([AwakeCpus]). A half-block from which the host stole, or in which the
/// generator itself was late, is void, and another one is made.
public final class SlowTrial {

    private static final int WINDOWS = 4;
    /// Two to five times what it is on a machine with nothing else to do.
    private static final long MAX_LAG_MICROS = 500;
    private static final int MAX_IN_FLIGHT = 64;
    /// What ends a window is first loaded at the end of the first.
    private static final int REHEARSALS = 2;
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private final Rig rig;
    private final Spec spec;
    private final Generator honest;
    private final Generator slow;
    private final Watcher watcher;

    /// What is done.
    ///
    /// @param honestClients connections whose every message is acknowledged
    /// @param rate          messages a second of each
    /// @param slowClients   connections that send a byte a second
    /// @param arrivals      how long these take to come; as long as the server lets a handshake last, or those that it
    ///                      cuts come back all at once
    /// @param blocks        of four windows, of which none is void; half as many more are made at most
    /// @param window        how long each lasts
    /// @param warmUp        before the first window, at a hundred times the rate or what the server takes
    /// @param settle        after the slow clients came and after they left, once in rest and once under the load of
    ///                      the warm-up: a server that is left by thousands at once is busy with their ends, and what
    ///                      thousands bring is copied by each young collection until it is old; neither is part of a
    ///                      window
    public record Spec(int honestClients, double rate, int slowClients, Duration arrivals, int blocks, Duration window,
            Duration warmUp, Duration settle) {

        /// Blocks, where some are void.
        int mostBlocks() {
            return blocks + (blocks + 1) / 2;
        }
    }

    /// One window.
    ///
    /// @param halfBlock    from 0; it holds a quiet window and a slow one
    /// @param slow         whether the slow clients were there
    /// @param p50Micros    latency of the honest clients, from due time; not judged
    /// @param p99Micros    likewise; judged
    /// @param maxMicros    likewise; not judged
    /// @param lagP99Micros the generator's own lateness within it
    /// @param pauseMicros  of the server's collector, the longest; 0 where there is no log of them
    /// @param jitMicros    CPU time of the server's compiler
    /// @param rssBytes     of the server, at its end
    /// @param serverCores  processors that the server kept busy, on average
    /// @param stealShare   of the time of all processors what the host gave to others
    /// @param holding      slow clients in their layer at its end
    /// @param slowBytes    a second that slow clients sent in their layers meanwhile, each in a write of its own
    /// @param clean        whether every message was sent and acknowledged
    public record Window(int halfBlock, boolean slow, long p50Micros, long p99Micros, long maxMicros,
            long lagP99Micros, long pauseMicros, long jitMicros, long rssBytes, double serverCores, double stealShare,
            int holding, double slowBytes, boolean clean) {

        /// Whether the host took too much of it, or the generator was too late itself, to tell anything of the server.
        public boolean isVoid() {
            return stealShare > Gate.MAX_STEAL_SHARE || lagP99Micros > MAX_LAG_MICROS;
        }
    }

    /// What was seen of one server.
    ///
    /// @param windows     in their order
    /// @param blocks      that were wanted
    /// @param quiet       memory when the slow clients of the first block had left
    /// @param beside      memory beside the slow clients of the first block
    /// @param holding     slow clients in their layer at that moment
    /// @param connections that slow clients have begun in all
    /// @param cut         of those, how many the server has ended in their layer
    /// @param shared      why slow clients may have kept the generator of the honest ones from its processor, or null
    /// @param asleep      why processors may have slept, or null
    public record Result(String contender, List<Window> windows, int blocks, ServerMemory quiet, ServerMemory beside,
            int holding, long connections, long cut, @Nullable String shared, @Nullable String asleep) {

        public Result {
            windows = List.copyOf(windows);
        }

        /// Whether so many blocks were made as were wanted, without those that are void.
        public boolean isWhole() {
            return valid().size() >= WINDOWS * blocks;
        }

        /// The windows of half-blocks none of whose windows is void.
        public List<Window> valid() {
            return SlowTrial.valid(windows);
        }
    }

    private static List<Window> valid(List<Window> windows) {
        Set<Integer> spoilt = windows.stream().filter(Window::isVoid).map(Window::halfBlock)
                .collect(Collectors.toSet());
        return windows.stream().filter(window -> !spoilt.contains(window.halfBlock())).toList();
    }

    /// Told of each window when it is over.
    @FunctionalInterface
    public interface Watcher {
        void window(String contender, Window window);
    }

    /// @param honest generator of the honest clients
    /// @param slow   another, for the slow ones
    public SlowTrial(Rig rig, Spec spec, Generator honest, Generator slow, Watcher watcher) {
        this.rig = rig;
        this.spec = spec;
        this.honest = honest;
        this.slow = slow;
        this.watcher = watcher;
    }

    /// Starts the server, makes all blocks, and stops it.
    ///
    /// @throws ServerFailedException when it does not start
    /// @throws IOException           when it ends early, or not all clients get in
    public Result run(Contender contender)
            throws ServerFailedException, IOException, UsageException, InterruptedException {
        String shared = slowStandBack();
        try (AwakeCpus awake = AwakeCpus.keep(rig.cpus());
                ServerProcess server = ServerProcess.start(contender, rig.launch("slow-" + contender.name()))) {
            Target target = rig.target(server);
            try (Session session = honest.open(target)) {
                ConnectResult connected = session.connect(spec.honestClients(), Paths.onlyAcks("/ack"), MAX_IN_FLIGHT);
                if (!connected.isComplete()) {
                    throw new IOException("Of the honest clients only " + connected.opened() + " got in.");
                }
                CompilerRoom.during(server.pid(), rig.cpus(), () -> load(session, spec.warmUp()));
                return new Blocks(contender.name(), server, session, target).make(shared, awake);
            }
        }
    }

    private @Nullable String slowStandBack() throws InterruptedException {
        try {
            List<Long> threads = slow.threadIds();
            Niceness.standBack(threads);
            return threads.isEmpty() ? "this needs Linux" : null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private void load(Session session, Duration duration) throws IOException, InterruptedException {
        session.run(new Phase("warm-up", 100 * spec.rate(), duration, Phase.Pace.BACKPRESSURED, DRAIN, null));
    }

    /// The blocks on one server.
    private final class Blocks {

        private final String contender;
        private final ServerProcess server;
        private final Session session;
        private final Target target;
        private final ProcessMeter meter;
        private final List<Window> windows = new ArrayList<>();
        private long connections;
        private long cut;

        private Blocks(String contender, ServerProcess server, Session session, Target target) {
            this.contender = contender;
            this.server = server;
            this.session = session;
            this.target = target;
            this.meter = ProcessMeter.of(server.pid());
        }

        private Result make(@Nullable String shared, AwakeCpus awake)
                throws IOException, UsageException, InterruptedException {
            // The server's code for them is compiled before anything is judged.
            try (SlowClients first = slow.slow(target, spec.slowClients())) {
                start(first);
            }
            settle();
            rehearse();
            // Both readings come after a window: one after full load would have what that leaves. The quiet one is the
            // later, because what the warm-up left is given up little by little.
            @Nullable ServerMemory quiet = null;
            @Nullable ServerMemory beside = null;
            int holding = 0;
            for (int block = 0; valid(windows).size() < WINDOWS * spec.blocks() && block < spec.mostBlocks();
                    block++) {
                window(block, 0, null);
                try (SlowClients clients = slow.slow(target, spec.slowClients())) {
                    start(clients);
                    window(block, 1, clients);
                    window(block, 2, clients);
                    if (block == 0) {
                        beside = memory();
                        holding = clients.holding();
                    }
                    connections += clients.begun();
                    cut += clients.cut();
                }
                settle();
                window(block, WINDOWS - 1, null);
                if (block == 0) {
                    quiet = memory();
                    // To read it a full collection was made.
                    settle();
                }
            }
            return new Result(contender, windows, spec.blocks(), Objects.requireNonNull(quiet),
                    Objects.requireNonNull(beside), holding, connections, cut, shared, awake.asleep());
        }

        private void start(SlowClients clients) throws IOException, InterruptedException {
            if (!clients.start(spec.arrivals(), START_WITHIN)) {
                throw new IOException("Of the slow clients only " + clients.holding() + " got in.");
            }
            settle();
        }

        /// Windows of half the length that nobody judges: what measures a window is code that the generator's process
        /// has not loaded before, and to load it takes compiled code back, so that the first to be judged would begin
        /// beside a compiler at work.
        private void rehearse() throws IOException, InterruptedException {
            for (int i = 0; i < REHEARSALS; i++) {
                measure(0, 0, spec.window().dividedBy(2), null);
            }
        }

        private void settle() throws IOException, InterruptedException {
            Thread.sleep(spec.settle());
            load(session, spec.settle());
        }

        private void window(int block, int place, @Nullable SlowClients clients)
                throws IOException, InterruptedException {
            Window window = measure(block, place, spec.window(), clients);
            windows.add(window);
            watcher.window(contender, window);
        }

        private Window measure(int block, int place, Duration duration, @Nullable SlowClients clients)
                throws IOException, InterruptedException {
            long sentBefore = clients == null ? 0 : clients.sentBytes();
            HostSample hostBefore = HostMeter.sample();
            ProcessSample before = meter.sample();
            PhaseResult result = session.run(new Phase("window", spec.rate(), duration, Phase.Pace.OPEN_LOOP,
                    DRAIN, null));
            double slowBytes = clients == null ? 0 : clients.sentBytes() - sentBefore;
            int holding = clients == null ? 0 : clients.holding();
            ProcessSample after = meter.sample();
            ProcessSample.Usage usage = after.since(before);
            HostSample.Cpu host = HostMeter.sample().since(hostBefore).total();
            Path gcLog = server.gcLog();
            long pause = gcLog == null ? 0
                    : GcLog.pauses(gcLog, before.nanos(), after.nanos()).stream().mapToLong(GcLog.Pause::micros).max()
                            .orElse(0);
            return new Window(2 * block + place / 2, clients != null,
                    result.latency().getValueAtPercentile(50), result.latency().getValueAtPercentile(99),
                    result.latency().getMaxValue(), result.lag().getValueAtPercentile(99),
                    pause, usage.jitMicros(), after.rssBytes(), usage.cores(),
                    (double) host.stealMicros() / host.totalMicros(),
                    holding, slowBytes * 1e9 / usage.nanos(), result.isClean());
        }

        private ServerMemory memory() throws IOException, InterruptedException {
            return ServerMemory.read(server, rig.javaHome(), meter.sample().rssBytes());
        }
    }
}
