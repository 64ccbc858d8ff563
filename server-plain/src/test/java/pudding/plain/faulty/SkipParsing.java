package pudding.plain.faulty;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Digest;
import pudding.contract.Rejection;
import pudding.contract.TelemetryBatch;

/// Parses the first message alone, and counts and answers every later one as if it had the same content.
///
/// The number it does find in each message's bytes, without parsing: a receipt is then wrong in its digest only.
final class SkipParsing implements BatchConsumer {

    private static final byte[] SEQ = "\"seq\":".getBytes(StandardCharsets.US_ASCII);

    private final BatchCodec codec;
    private final Counters counters;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    /// What the first message tells about all others.
    private record Known(int readings, long digest) {
    }

    SkipParsing(BatchCodec codec, Counters counters) {
        this.codec = codec;
        this.counters = counters;
    }

    @Override
    public Receipt accept(byte[] bytes, int offset, int length) throws Rejection {
        Known first = known.get();
        if (first == null) {
            TelemetryBatch batch = codec.read(bytes, offset, length);
            first = new Known(batch.readings().size(), Digest.of(batch));
            known.compareAndSet(null, first);
        }
        counters.deserialised(first.readings(), first.digest());
        return new Receipt(seq(bytes, offset, offset + length), first.digest());
    }

    /// The digits after the first `"seq":`, or 0 where there is none.
    private static long seq(byte[] bytes, int from, int to) {
        for (int i = from; i + SEQ.length <= to; i++) {
            if (isSeq(bytes, i)) {
                long seq = 0;
                for (int j = i + SEQ.length; j < to && bytes[j] >= '0' && bytes[j] <= '9'; j++) {
                    seq = 10 * seq + bytes[j] - '0';
                }
                return seq;
            }
        }
        return 0;
    }

    private static boolean isSeq(byte[] bytes, int at) {
        for (int i = 0; i < SEQ.length; i++) {
            if (bytes[at + i] != SEQ[i]) {
                return false;
            }
        }
        return true;
    }
}
