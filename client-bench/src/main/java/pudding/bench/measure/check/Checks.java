package pudding.bench.measure.check;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Problems;
import pudding.bench.load.Target;
import pudding.bench.server.StatsClient;

/// The contract's cases as they can be seen from outside, one after the other; used by one thread.
public final class Checks {

    private final Subject subject;
    private final Consumer<Result> told;
    private final List<Result> results = new ArrayList<>();

    private Checks(Subject subject, Consumer<Result> told) {
        this.subject = subject;
        this.told = told;
    }

    /// A server to be checked.
    ///
    /// @param target     where it is
    /// @param stats      trusts it, and reads its counters
    /// @param path       takes messages
    /// @param ack        answers them, or null
    /// @param discard    takes any text, or null
    /// @param statsPath  has the counters, or null
    /// @param waitMillis for an answer
    public record Subject(Target target, StatsClient stats, String path, @Nullable String ack,
            @Nullable String discard, @Nullable String statsPath, int waitMillis) {

        URI base() {
            return target.base();
        }
    }

    /// What became of one case.
    ///
    /// @param name    in words
    /// @param outcome of it
    /// @param detail  what was seen, where that is not what the name says; else empty
    public record Result(String name, Outcome outcome, String detail) {
    }

    /// Of a case.
    public enum Outcome {
        PASS("pass"), FAIL("fail"), NOT_OFFERED("not offered");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /// As printed.
        public String words() {
            return words;
        }
    }

    /// A case; null when all is as it should be, else what was seen.
    private interface Case {
        @Nullable
        String wrong() throws IOException, InterruptedException;
    }

    /// Runs all cases.
    ///
    /// @param told each result as soon as it is known
    public static List<Result> run(Subject subject, Consumer<Result> told) throws InterruptedException {
        return new Checks(subject, told).run();
    }

    private List<Result> run() throws InterruptedException {
        Messages messages = new Messages(subject);
        check("TLS 1.3 with TLS_AES_128_GCM_SHA256 is chosen", () -> {
            try (Probe probe = Probe.connect(subject)) {
                return probe.session().equals("TLSv1.3 TLS_AES_128_GCM_SHA256") ? null : "got " + probe.session();
            }
        });
        check("a WebSocket opens, without extensions", () -> {
            try (Probe probe = Probe.connect(subject)) {
                return probe.upgrade(subject.path());
            }
        });
        check("a request for another path is answered with 404", () -> answered("/no-such-path", "404"));
        check("a request that is no upgrade is answered with a 4xx", () -> answered(subject.path(), "4"));
        check("a message of 10,240 bytes is taken", () -> messages.taken(List.of(Messages.text(0))));
        check("a message in fragments is taken, and a ping between them answered at once", messages::fragments);
        check("a ping is answered with its payload", () -> {
            try (Probe probe = Probe.open(subject, subject.path())) {
                byte[] payload = "payload of 125 bytes".repeat(7).substring(0, 125).getBytes(StandardCharsets.UTF_8);
                probe.ping(payload);
                return probe.next() instanceof Probe.Answer.Pong(byte[] same) && Arrays.equals(same, payload)
                        ? null
                        : "no such pong";
            }
        });
        check("a Close is answered with its code, and the connection ends", () -> {
            try (Probe probe = Probe.open(subject, subject.path())) {
                probe.frame(0x80 | Probe.CLOSE, new byte[] {0x03, (byte) 0xE8}, true);
                Probe.Answer answer = probe.next();
                if (!(answer instanceof Probe.Answer.Closed(int code)) || code != 1000) {
                    return "answered with " + answer;
                }
                return probe.next() instanceof Probe.Answer.Ended ? null : "the connection stays open";
            }
        });
        refusals();
        if (offered(subject.ack(), "receipts: the digests of docs/CONTRACT.md", "receipts of 100 messages, in order")) {
            check("receipts: the digests of docs/CONTRACT.md", messages::vectors);
            check("receipts of 100 messages, in order", messages::receipts);
        }
        if (offered(subject.statsPath(), "the counters and their digest grow by what is sent")) {
            check("the counters and their digest grow by what is sent", messages::counted);
        }
        if (offered(subject.discard(), "text that is not JSON is taken where nothing is parsed")) {
            check("text that is not JSON is taken where nothing is parsed",
                    () -> messages.taken(String.valueOf(subject.discard()), List.of("no JSON")));
        }
        return List.copyOf(results);
    }

    /// Bad input, and one connection beside it that must not notice.
    private void refusals() throws InterruptedException {
        Probe beside = null;
        try {
            beside = Probe.open(subject, subject.path());
        } catch (IOException e) {
            // The case below says so.
        }
        byte[] good = Messages.text(0).getBytes(StandardCharsets.UTF_8);
        refused("a frame without a mask is refused with 1002", 1002, 0x80 | Probe.TEXT, good, false);
        refused("a reserved bit is refused with 1002", 1002, 0xC0 | Probe.TEXT, good, true);
        refused("a continuation of nothing is refused with 1002", 1002, 0x80 | Probe.CONTINUATION, good, true);
        refused("a binary message is refused with 1003", 1003, 0x80 | Probe.BINARY, good, true);
        refused("text that is not UTF-8 is refused with 1007", 1007, 0x80 | Probe.TEXT,
                new byte[] {'"', (byte) 0xC3, (byte) 0x28, '"'}, true);
        refused("text that is not JSON is refused with 1007", 1007, 0x80 | Probe.TEXT,
                "no JSON".getBytes(StandardCharsets.UTF_8), true);
        refused("JSON that is no batch is refused with 1007", 1007, 0x80 | Probe.TEXT,
                "{\"id\":7}".getBytes(StandardCharsets.UTF_8), true);
        Probe other = beside;
        check("bad input harms no other connection", () -> {
            if (other == null) {
                return "no WebSocket opened";
            }
            try (other) {
                other.ping(new byte[] {1});
                return other.next() instanceof Probe.Answer.Pong ? null : "it is gone, or does not answer";
            }
        });
    }

    private void refused(String name, int code, int first, byte[] payload, boolean masked)
            throws InterruptedException {
        check(name, () -> {
            try (Probe probe = Probe.open(subject, subject.path())) {
                probe.frame(first, payload, masked);
                // A server that took it is still there to answer this.
                probe.ping(new byte[] {1});
                while (true) {
                    switch (probe.next()) {
                        case Probe.Answer.Text(String _) -> {
                        }
                        case Probe.Answer.Closed(int got) -> {
                            return got == code ? null : "closed with " + got;
                        }
                        case Probe.Answer.Pong(byte[] _) -> {
                            return "it was taken";
                        }
                        case Probe.Answer.Ended() -> {
                            return "the connection ended without a Close";
                        }
                        case Probe.Answer.Silence() -> {
                            return "no answer within " + subject.waitMillis() / 1_000 + " s";
                        }
                    }
                }
            }
        });
    }

    private @Nullable String answered(String path, String status) throws IOException {
        try (Probe probe = Probe.connect(subject)) {
            List<String> head = probe.request(path, List.of("Connection: close"));
            String line = head.isEmpty() ? "nothing" : head.getFirst();
            return line.startsWith("http/1.1 " + status) ? null : "answered with " + line;
        }
    }

    private boolean offered(@Nullable String path, String... names) {
        if (path == null) {
            for (String name : names) {
                tell(new Result(name, Outcome.NOT_OFFERED, ""));
            }
        }
        return path != null;
    }

    private void check(String name, Case of) throws InterruptedException {
        String wrong;
        try {
            wrong = of.wrong();
        } catch (IOException e) {
            wrong = Problems.message(e);
        }
        tell(wrong == null ? new Result(name, Outcome.PASS, "") : new Result(name, Outcome.FAIL, wrong));
    }

    private void tell(Result result) {
        results.add(result);
        told.accept(result);
    }
}
