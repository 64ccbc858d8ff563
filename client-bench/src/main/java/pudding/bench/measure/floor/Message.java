package pudding.bench.measure.floor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pudding.bench.load.Payload;
import pudding.bench.load.Payloads;
import pudding.contract.UsageException;

/// A message as the generator makes them: with a payload, a number and a time of its own.
final class Message {

    private static final long SEED = 1;

    /// More than a processor's first cache holds, as messages come to a server.
    static final int COUNT = 64;

    private final byte[] text;
    private final long digest;

    private Message(byte[] text, long digest) {
        this.text = text;
        this.digest = digest;
    }

    /// The messages of a batch.
    static List<Message> batch() throws UsageException {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Payload payload = Payloads.one(SEED, i, Payloads.DEFAULT_BYTES);
            long seq = Payloads.FIRST_SEQ + i;
            long timeMicros = Payloads.EPOCH_MICROS + i;
            messages.add(new Message(payload.text(seq, timeMicros).getBytes(StandardCharsets.UTF_8),
                    payload.digest(seq, timeMicros)));
        }
        return messages;
    }

    /// Its bytes; only to be read.
    byte[] text() {
        return text;
    }

    /// What a server must find in it.
    long digest() {
        return digest;
    }
}
