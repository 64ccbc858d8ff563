package pudding.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs `ip`(8) of iproute2; has no state, may be used by any thread.
///
/// An interrupt does not end a command half-way; it stays set for whoever waits next.
final class Ip {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final long WITHIN_SECONDS = 10;

    private Ip() {
    }

    /// Runs one command.
    ///
    /// @param words with blanks between them, none of which may hold one
    /// @return what it printed
    /// @throws IOException when it cannot be run, fails, or takes longer than 10 s
    static String run(String words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words.split(" ", -1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!ended(process)) {
            process.destroyForcibly();
            throw new IOException("ip " + words + " took longer than " + WITHIN_SECONDS + " s.");
        }
        if (process.exitValue() != 0) {
            throw new IOException("ip " + words + " failed: " + printed.replace('\n', ' '));
        }
        return printed;
    }

    /// What it tells of an interface.
    ///
    /// @throws IOException as above, or when the answer is no JSON of it
    static JsonNode link(String namespace, String name) throws IOException {
        JsonNode link = MAPPER.readTree(run("-n " + namespace + " -d -j link show dev " + name)).path(0);
        if (!link.isObject()) {
            throw new IOException("ip does not describe " + name + ".");
        }
        return link;
    }

    private static boolean ended(Process process) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
