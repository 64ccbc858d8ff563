package pudding.bench.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Copies a server's output to its log, keeps the last lines, and watches for the line that says it is ready.
///
/// A thread of its own reads, so that a server never waits for its pipe; the other methods may be called by any
/// thread.
final class ServerOutput {

    private static final int MAX_LOG_CHARS = 4 << 20;
    private static final int MAX_LINE_CHARS = 4096;
    private static final int TAIL_LINES = 40;
    /// What is kept of a line for a sentence about the server; its log has all of it.
    private static final int TAIL_CHARS = 400;

    private final Deque<String> tail = new ArrayDeque<>();
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
    private final Thread pump;
    private volatile boolean cut;

    /// A line that the ready pattern was found in.
    ///
    /// @param nanos when it was read, by [System#nanoTime]
    record ReadyLine(String line, Matcher matcher, long nanos) {
    }

    ServerOutput(Process process, Path log, @Nullable Pattern readyPattern, Consumer<String> listener) {
        pump = Thread.ofPlatform().daemon().name("log " + log.getFileName()).start(() -> {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                    BufferedWriter out = Files.newBufferedWriter(log)) {
                pump(lines, out, readyPattern, listener);
            } catch (IOException | UncheckedIOException e) {
                // The pipe broke with the process, or the disk is full; the server must not suffer from either.
            }
        });
    }

    private void pump(BufferedReader lines, BufferedWriter out, @Nullable Pattern readyPattern,
            Consumer<String> listener) throws IOException {
        int room = MAX_LOG_CHARS;
        boolean begins = true;
        for (String line = readLine(lines); line != null; line = readLine(lines)) {
            long nanos = System.nanoTime();
            listener.accept(line);
            if (begins) {
                keep(line);
            }
            begins = line.length() < MAX_LINE_CHARS;
            if (room > 0) {
                room -= line.length() + 1;
                out.write(line);
                out.newLine();
                if (room <= 0) {
                    cut = true;
                    out.write("(the rest is left out)");
                    out.newLine();
                }
                out.flush();
            }
            if (readyPattern != null && !ready.isDone()) {
                Matcher matcher = readyPattern.matcher(line);
                if (matcher.find()) {
                    ready.complete(new ReadyLine(line, matcher, nanos));
                }
            }
        }
    }

    /// The rest of a line that comes in parts says nothing that its beginning does not.
    private void keep(String line) {
        synchronized (tail) {
            tail.addLast(line.length() > TAIL_CHARS ? line.substring(0, TAIL_CHARS) + "…" : line);
            if (tail.size() > TAIL_LINES) {
                tail.removeFirst();
            }
        }
    }

    /// One line; a longer one than the bound comes in parts, so that memory is bounded.
    private static @Nullable String readLine(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
            if (line.length() == MAX_LINE_CHARS) {
                return line.toString();
            }
        }
        return line.isEmpty() ? null : line.toString();
    }

    CompletableFuture<ReadyLine> ready() {
        return ready;
    }

    /// Whether it printed more than its log takes.
    boolean isCut() {
        return cut;
    }

    /// Waits, for a moment, until what a process that has ended printed is read.
    void awaitEnd() throws InterruptedException {
        pump.join(1_000);
    }

    List<String> tail() {
        synchronized (tail) {
            return List.copyOf(tail);
        }
    }
}
