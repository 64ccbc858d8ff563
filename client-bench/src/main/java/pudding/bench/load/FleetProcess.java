package pudding.bench.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.FleetWire.Answer;
import pudding.bench.load.FleetWire.Command;
import pudding.bench.load.FleetWire.State;

/// One process of a fleet, as the fleet has it; [#say] may be called by any thread, the rest by one at a time.
final class FleetProcess {

    private static final List<String> JVM_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final int TAIL_LINES = 20;
    private static final long END_WITHIN_MILLIS = 2_000;
    private static final int SIGNALLED = 128;

    /// The heap without connections, and what one takes of it and outside of it; bounds, of which a part is used.
    private static final long HEAP_BYTES = 96L << 20;
    private static final long HEAP_BYTES_EACH = 24L << 10;
    private static final long DIRECT_BYTES = 128L << 20;
    private static final long DIRECT_BYTES_EACH = 128L << 10;

    private final int index;
    private final Process process;
    private final BufferedWriter commands;
    private final Deque<String> tail = new ArrayDeque<>();
    private final Thread errors;
    private State state = State.EMPTY;

    /// What came from a process.
    ///
    /// @param answer null when it has ended
    record Heard(FleetProcess from, @Nullable Answer answer) {
    }

    private FleetProcess(int index, Process process, BlockingQueue<Heard> heard) {
        this.index = index;
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().name("fleet " + index).start(() -> listen(heard));
        errors = Thread.ofPlatform().daemon().name("fleet " + index + " errors").start(this::drainErrors);
    }

    /// @param index from 0
    /// @param heard gets its answers, and its end
    static FleetProcess start(FleetSpec spec, int index, BlockingQueue<Heard> heard) throws IOException {
        GeneratorSpec each = spec.each();
        long connections = spec.connectionsPerProcess();
        long heap = HEAP_BYTES + connections * HEAP_BYTES_EACH + (long) each.payloads() * each.messageBytes();
        long direct = DIRECT_BYTES + connections * (DIRECT_BYTES_EACH + 4L * each.messageBytes());
        ProcessBuilder builder = new ProcessBuilder(
                spec.javaHome().resolve("bin/java").toString(),
                "-Xmx" + (heap >> 20) + "m",
                "-XX:MaxDirectMemorySize=" + (direct >> 20) + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp", String.join(File.pathSeparator, spec.classPath()),
                FleetWorker.class.getName());
        Map<String, String> environment = builder.environment();
        // Flags are the command's alone.
        environment.keySet().removeAll(JVM_VARIABLES);
        environment.put(spec.markVariable(), spec.mark() + ".fleet-" + (index + 1));
        return new FleetProcess(index, builder.start(), heard);
    }

    int index() {
        return index;
    }

    long pid() {
        return process.pid();
    }

    /// What it had at its last answer.
    State state() {
        return state;
    }

    void state(State newState) {
        state = newState;
    }

    /// Sends a command. Where there is nobody to read it, the process's end is heard.
    synchronized void say(Command command) {
        try {
            commands.write(FleetWire.line(command));
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            // The process has ended, and that is told.
        }
    }

    /// A sentence on its end, and another one with its last words where it was not killed.
    String obituary() throws InterruptedException {
        if (!process.waitFor(END_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
            return "A generator process gives no answers any more.";
        }
        errors.join(END_WITHIN_MILLIS);
        int status = process.exitValue();
        String sentence = "A generator process ended with status " + status + ".";
        synchronized (tail) {
            return status > SIGNALLED || tail.isEmpty() ? sentence : sentence + " It said: " + tail.getLast();
        }
    }

    /// Ends its input, at which it ends.
    synchronized void hangUp() {
        try {
            commands.close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /// Waits until it has ended, and kills it when it does not.
    void awaitEnd() throws InterruptedException {
        try {
            if (process.waitFor(END_WITHIN_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor(END_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void listen(BlockingQueue<Heard> heard) {
        try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                heard.add(new Heard(this, FleetWire.read(line, Answer.class)));
            }
        } catch (IOException e) {
            note("It is not understood: " + e.getMessage());
        }
        heard.add(new Heard(this, null));
    }

    private void drainErrors() {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                note(line);
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    private void note(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL_LINES) {
                tail.removeFirst();
            }
        }
    }
}
