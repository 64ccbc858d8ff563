package pudding.bench.measure.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Payload;
import pudding.bench.load.Payloads;
import pudding.bench.server.ServerStats;
import pudding.contract.UsageException;

/// Cases that send good messages, and look at what the server made of them; used by one thread.
///
/// Each gives null when all is as it should be, else what was seen.
final class Messages {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MANY = 100;
    private static final int RUN_BYTES = 10_240;
    private static final byte[] MARK = {7};
    private static final int SETTLE_ATTEMPTS = 50;
    private static final int SETTLE_MILLIS = 20;

    /// The examples of docs/CONTRACT.md and their digests.
    static final List<Vector> VECTORS = List.of(
            new Vector("{\"id\":\"\",\"seq\":0,\"timeMicros\":0,\"tags\":{},\"readings\":[]}", "a661f8ac7159690d"),
            new Vector("{\"id\":\"device-1\",\"seq\":1,\"timeMicros\":1790000000000000,\"tags\":{\"site\":\"north\"},"
                    + "\"readings\":[{\"sensor\":\"t1\",\"value\":21.5,\"unit\":\"C\",\"quality\":3,"
                    + "\"timeMicros\":1790000000000000}]}", "1f6896461675fc4f"),
            new Vector("{\"id\":\"device-1\",\"seq\":42,\"timeMicros\":1790000000000000,"
                    + "\"tags\":{\"site\":\"Köln\",\"🍮\":\"\"},\"readings\":["
                    + "{\"sensor\":\"t1\",\"value\":21.5,\"unit\":\"°C\",\"quality\":3,"
                    + "\"timeMicros\":1790000000000001},"
                    + "{\"sensor\":\"rh\",\"value\":-0.0,\"unit\":\"%\",\"quality\":0,\"timeMicros\":-1}]}",
                    "97dcd9ccaaf1b1eb"));

    private final Checks.Subject subject;

    Messages(Checks.Subject subject) {
        this.subject = subject;
    }

    /// A message and its digest.
    record Vector(String text, String digest) {
    }

    /// A message of a run.
    static String text(int index) {
        return payload(index).text(seq(index), Payloads.EPOCH_MICROS + index);
    }

    private static String digest(int index) {
        return Payload.hex(payload(index).digest(seq(index), Payloads.EPOCH_MICROS + index));
    }

    private static long seq(int index) {
        return Payloads.FIRST_SEQ + index;
    }

    private static Payload payload(int index) {
        try {
            return Payloads.one(1, index, RUN_BYTES);
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nullable
    String taken(List<String> texts) throws IOException {
        return taken(subject.path(), texts);
    }

    /// Sends texts, and a ping that must be answered.
    @Nullable
    String taken(String path, List<String> texts) throws IOException {
        try (Probe probe = Probe.open(subject, path)) {
            for (String text : texts) {
                probe.text(text);
            }
            probe.ping(MARK);
            return pong(probe);
        }
    }

    @Nullable
    String fragments() throws IOException {
        byte[] bytes = text(1).getBytes(StandardCharsets.UTF_8);
        try (Probe probe = Probe.open(subject, subject.ack() == null ? subject.path() : subject.ack())) {
            int third = bytes.length / 3;
            probe.frame(Probe.TEXT, slice(bytes, 0, third), true);
            probe.ping(MARK);
            String between = pong(probe);
            if (between != null) {
                return "between the fragments: " + between;
            }
            probe.frame(Probe.CONTINUATION, slice(bytes, third, 2 * third), true);
            probe.frame(0x80 | Probe.CONTINUATION, slice(bytes, 2 * third, bytes.length), true);
            if (subject.ack() != null) {
                return receipt(probe, seq(1), digest(1));
            }
            probe.ping(MARK);
            return pong(probe);
        }
    }

    @Nullable
    String vectors() throws IOException {
        try (Probe probe = Probe.open(subject, String.valueOf(subject.ack()))) {
            for (Vector vector : VECTORS) {
                probe.text(vector.text());
                String wrong = receipt(probe, JSON.readTree(vector.text()).get("seq").asLong(), vector.digest());
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return null;
    }

    @Nullable
    String receipts() throws IOException {
        try (Probe probe = Probe.open(subject, String.valueOf(subject.ack()))) {
            for (int i = 0; i < MANY; i++) {
                probe.text(text(i));
            }
            for (int i = 0; i < MANY; i++) {
                String wrong = receipt(probe, seq(i), digest(i));
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return null;
    }

    @Nullable
    String counted() throws IOException, InterruptedException {
        ServerStats before = stats();
        List<String> texts = new ArrayList<>();
        long digests = 0;
        for (int i = 0; i < MANY; i++) {
            texts.add(text(i));
            digests += payload(i).digest(seq(i), Payloads.EPOCH_MICROS + i);
        }
        String wrong = taken(texts);
        ServerStats after = stats();
        for (int i = 0; i < SETTLE_ATTEMPTS && after.messages() < before.messages() + MANY; i++) {
            Thread.sleep(SETTLE_MILLIS);
            after = stats();
        }
        long grown = after.messages() - before.messages();
        if (wrong != null || grown != MANY) {
            return wrong != null ? wrong : MANY + " messages were sent and " + grown + " counted";
        }
        return after.digestSum() - before.digestSum() == digests ? null : "the digests' sum is another";
    }

    private ServerStats stats() throws IOException, InterruptedException {
        return subject.stats().read(subject.base(), String.valueOf(subject.statsPath()));
    }

    /// Waits for a pong; what else the server sends is its own affair.
    private static @Nullable String pong(Probe probe) {
        Probe.Answer answer = probe.next();
        while (answer instanceof Probe.Answer.Text) {
            answer = probe.next();
        }
        return answer instanceof Probe.Answer.Pong ? null : "no pong, but " + answer;
    }

    private static @Nullable String receipt(Probe probe, long seq, String digest) throws IOException {
        Probe.Answer answer = probe.next();
        if (!(answer instanceof Probe.Answer.Text(String text))) {
            return "no receipt, but " + answer;
        }
        JsonNode receipt = JSON.readTree(text);
        return receipt.path("seq").asLong(-1) == seq && receipt.path("digest").asText().equals(digest)
                ? null
                : "message " + seq + " has the digest " + digest + ", and the receipt is " + text;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
