package pudding.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.FleetWire.Answer;
import pudding.bench.load.FleetWire.Command;
import pudding.contract.UsageException;

/// The clients of one server, spread over several generator processes because one has too few file descriptors;
/// used by one thread at a time, but for [#stop], which any thread may call.
///
/// The processes end with the one that started them, however that dies.
public final class Fleet implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    /// Beyond what a command takes by itself.
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);
    /// Until a phase starts, so that every process knows of it by then.
    private static final long PREPARE_MILLIS = 200;

    private final FleetSpec spec;
    private final FleetTalk talk = new FleetTalk();
    private int nextIndex;
    private boolean closed;

    private Fleet(FleetSpec spec) {
        this.spec = spec;
    }

    /// Starts the processes; nothing is connected yet.
    ///
    /// @throws IOException    when a process cannot be started; none is left then
    /// @throws UsageException when the target, the size of the messages, or the sources cannot be used
    public static Fleet start(FleetSpec spec, Target target) throws IOException, UsageException, InterruptedException {
        Fleet fleet = new Fleet(spec);
        boolean started = false;
        try {
            for (int i = 0; i < spec.processes(); i++) {
                fleet.talk.start(spec);
            }
            fleet.talk.ask(process -> new Command.Start(spec.each(), target, spec.sources(),
                    SplitMix64.scramble(spec.each().seed() + process.index())), Answer.Done.class, START_WITHIN);
            started = true;
            return fleet;
        } catch (FleetException e) {
            if (e.isUsage()) {
                throw new UsageException(e.sentence());
            }
            throw e;
        } finally {
            if (!started) {
                fleet.close();
            }
        }
    }

    /// Adds connections, so that all processes have equally many as far as can be; returns when each that was begun
    /// is open or has failed.
    ///
    /// @param pace of the whole fleet
    /// @throws IllegalArgumentException when that would be more than [FleetSpec#capacity]
    public ConnectResult connect(int clients, Paths paths, ConnectPace pace)
            throws FleetException, InterruptedException {
        int[] shares = Shares.added(opens(), clients, spec.connectionsPerProcess());
        int first = nextIndex;
        nextIndex += clients;
        ConnectPace share = pace.share(talk.processes().size());
        // The worst that a server can do: answer every handshake just in time.
        long waves = 1L + clients / Math.max(1, pace.maxInFlight());
        Duration bound = spec.each().connectTimeout().multipliedBy(waves)
                .plusNanos(pace.dueNanos(clients)).plus(MARGIN.multipliedBy(2));
        return talk.ask(process -> new Command.Connect(first + IntStream.of(shares).limit(process.index()).sum(),
                shares[process.index()], paths, share), Answer.Connected.class, bound).stream()
                .map(Answer.Connected::result)
                .reduce(ConnectResult::plus)
                .orElseThrow();
    }

    /// Closes, in order, connections until no more than `clients` are open, in each process those begun last; returns
    /// when nothing is left of those.
    public void trim(int clients) throws FleetException, InterruptedException {
        int[] opens = opens();
        int[] kept = Shares.kept(opens, clients);
        talk.ask(process -> new Command.Trim(kept[process.index()]), Answer.Done.class,
                MARGIN.plusMillis(IntStream.of(opens).sum()));
    }

    /// Runs one phase on all open connections as [Session#run] does; all processes begin it in the same moment.
    public PhaseResult run(Phase phase) throws FleetException, InterruptedException {
        List<PhaseResult.Second> perSecond = new ArrayList<>();
        Phase.Progress progress = phase.progress();
        FleetRows<Tally.Cut> rows = new FleetRows<>(talk.processes().size(), Tally.Cut::plus,
                cut -> Tally.Cut.none(cut.open()), (number, cut) -> {
                    PhaseResult.Second second = cut.toSecond(number);
                    perSecond.add(second);
                    if (progress != null) {
                        progress.second(second);
                    }
                });
        long start = System.currentTimeMillis() + PREPARE_MILLIS;
        return talk.ask(_ -> new Command.Run(phase, start), Answer.Ran.class,
                phase.duration().plus(phase.drain()).plus(MARGIN), (process, answer) -> {
                    switch (answer) {
                        case Answer.PhaseRow(_, Tally.Cut cut) -> rows.add(process.index(), cut);
                        case Answer.Last _ -> rows.finished(process.index());
                        case Answer.IdleRow _ -> {
                        }
                    }
                }).stream()
                .map(Answer.Ran::result)
                .reduce(PhaseResult::plus)
                .orElseThrow()
                .with(phase, perSecond);
    }

    /// Holds all open connections as [Session#idle] does.
    ///
    /// @param progress told of each second, on this thread; may be null
    public IdleResult idle(Duration hold, Duration pingEvery, IdleResult.@Nullable Progress progress)
            throws FleetException, InterruptedException {
        FleetRows<IdleResult.Second> rows = new FleetRows<>(talk.processes().size(), IdleResult.Second::plus,
                last -> new IdleResult.Second(last.number(), 0, 0, last.open()), (number, sum) -> {
                    if (progress != null) {
                        progress.second(new IdleResult.Second(number, sum.pings(), sum.pongs(), sum.open()));
                    }
                });
        return talk.ask(_ -> new Command.Idle(hold, pingEvery), Answer.Idled.class, hold.plus(MARGIN),
                (process, answer) -> {
                    switch (answer) {
                        case Answer.IdleRow(IdleResult.Second second) -> rows.add(process.index(), second);
                        case Answer.Last _ -> rows.finished(process.index());
                        case Answer.PhaseRow _ -> {
                        }
                    }
                }).stream()
                .map(Answer.Idled::result)
                .reduce(IdleResult::plus)
                .orElseThrow();
    }

    /// Ends the phase or hold that runs, if any, as if its duration were over now; within a second in each process.
    public void stop() {
        talk.tell(new Command.Stop());
    }

    /// Connections open now.
    public int open() throws FleetException, InterruptedException {
        return IntStream.of(opens()).sum();
    }

    /// Every message so far; once a process has ended, or the fleet is closed, what was last heard of each.
    public Ledger ledger() throws FleetException, InterruptedException {
        if (talk.isSound()) {
            opens();
        }
        return talk.processes().stream().map(process -> process.state().ledger()).reduce(Ledger.EMPTY, Ledger::plus);
    }

    /// The processes, in the order of their start.
    public List<Long> pids() {
        return talk.processes().stream().map(FleetProcess::pid).toList();
    }

    /// Closes every connection in order, and ends every process: of itself, or killed where that takes too long. Does
    /// not throw.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            int open = talk.processes().stream().mapToInt(process -> process.state().open()).sum();
            if (talk.isSound() && open > 0) {
                talk.ask(_ -> new Command.Close(), Answer.Done.class, CLOSE_WITHIN.plusMillis(open));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (FleetException e) {
            // What cannot be closed in order ends with its process.
        }
        closed = true;
        if (talk.close() || interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Connections open now, by process.
    private int[] opens() throws FleetException, InterruptedException {
        return talk.ask(_ -> new Command.Ask(), Answer.Done.class, MARGIN).stream()
                .mapToInt(done -> done.state().open())
                .toArray();
    }
}
