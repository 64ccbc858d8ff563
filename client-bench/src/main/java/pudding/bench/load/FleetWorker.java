package pudding.bench.load;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.FleetWire.Answer;
import pudding.bench.load.FleetWire.Command;
import pudding.bench.load.FleetWire.State;
import pudding.contract.UsageException;

/// One process of a [Fleet]: does what the lines on its standard input say, and answers on its standard output, to
/// which nothing else is written. When the input ends it ends too, at once and with all connections: the fleet is
/// gone then, by whatever death.
///
/// The main thread reads; another carries out what takes its time.
final class FleetWorker {

    private static final int SPARE_DESCRIPTORS = 32;
    private static final Path NOTHING = Path.of("/dev/null");

    private final Session session;
    private final PrintStream answers;
    private volatile boolean stopping;
    private @Nullable Thread work;

    private FleetWorker(Session session, PrintStream answers) {
        this.session = session;
        this.answers = answers;
    }

    /// Takes no arguments: all comes on the standard input.
    public static void main(String[] args) {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        System.setOut(System.err);
        int status = 0;
        try {
            obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), answers);
        } catch (UsageException e) {
            say(answers, new Answer.Failed(String.valueOf(e.getMessage()), true, State.EMPTY));
        } catch (IOException | RuntimeException e) {
            System.err.println("The generator process failed: " + e.toString().replace('\n', ' '));
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }

    @SuppressWarnings("resource") // The process ends with them.
    private static void obey(BufferedReader commands, PrintStream answers) throws IOException, UsageException {
        FleetWorker worker = null;
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            Command command = FleetWire.read(line, Command.class);
            if (command instanceof Command.Start(GeneratorSpec spec, Target target, Sources sources, long phaseSeed)) {
                Session session = Generator.start(spec).open(target, sources, phaseSeed);
                worker = new FleetWorker(session, answers);
                say(answers, new Answer.Done(State.EMPTY));
            } else if (worker != null) {
                worker.take(command);
            }
        }
    }

    private void take(Command command) {
        switch (command) {
            case Command.Work todo -> {
                stopping = false;
                work = Thread.ofPlatform().daemon().name("work").start(() -> say(answers, carryOut(todo)));
            }
            case Command.Stop() -> {
                stopping = true;
                session.stop();
            }
            case Command.Cancel() -> {
                if (work != null) {
                    work.interrupt();
                }
            }
            case Command.Start _ -> throw new IllegalStateException("The process has started already.");
        }
    }

    private Answer carryOut(Command.Work todo) {
        try {
            return switch (todo) {
                case Command.Connect(int first, int clients, Paths paths, ConnectPace pace) ->
                        new Answer.Connected(connect(first, clients, paths, pace), state());
                case Command.Trim(int clients) -> {
                    session.trim(clients);
                    yield new Answer.Done(state());
                }
                case Command.Run(Phase phase, long startEpochMillis) ->
                        new Answer.Ran(session.run(phase, Instant.ofEpochMilli(startEpochMillis), this::row), state());
                case Command.Idle(Duration hold, Duration pingEvery) ->
                        new Answer.Idled(session.idle(hold, pingEvery, this::row), state());
                case Command.Ask() -> new Answer.Done(state());
                case Command.Close() -> {
                    session.close();
                    yield new Answer.Done(state());
                }
            };
        } catch (InterruptedException e) {
            return new Answer.Failed("It was interrupted.", false, state());
        } catch (IOException | RuntimeException e) {
            return new Answer.Failed(e.toString(), false, state());
        }
    }

    /// Connects without the last few descriptors. Where connections take all, the process must still load classes.
    private ConnectResult connect(int first, int clients, Paths paths, ConnectPace pace)
            throws IOException, InterruptedException {
        List<InputStream> spare = new ArrayList<>();
        try {
            for (int i = 0; i < SPARE_DESCRIPTORS; i++) {
                spare.add(Files.newInputStream(NOTHING));
            }
            return session.connect(first, clients, paths, pace);
        } finally {
            for (InputStream in : spare) {
                in.close();
            }
        }
    }

    private void row(int number, Tally.Cut cut) {
        say(answers, new Answer.PhaseRow(number, cut));
        stopAgain();
    }

    private void row(IdleResult.Second second) {
        say(answers, new Answer.IdleRow(second));
        stopAgain();
    }

    /// A stop that came before the phase had begun found nothing to stop.
    private void stopAgain() {
        if (stopping) {
            session.stop();
        }
    }

    private State state() {
        return new State(session.open(), session.ledger());
    }

    private static void say(PrintStream answers, Answer answer) {
        String line = FleetWire.line(answer);
        synchronized (answers) {
            answers.println(line);
            answers.flush();
        }
    }
}
