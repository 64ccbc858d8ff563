package pudding.plain.faulty;

import java.util.concurrent.atomic.AtomicLong;
import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Digest;
import pudding.contract.Rejection;
import pudding.contract.TelemetryBatch;

/// Loses one message in N after it was received: its digest does not reach the counters.
///
/// Its receipt is right all the same, so that nothing but `/stats` can tell.
final class Losing implements BatchConsumer {

    private final BatchCodec codec;
    private final Counters counters;
    private final int every;
    private final boolean counting;
    private final AtomicLong accepted = new AtomicLong();

    /// @param every    N
    /// @param counting whether a lost message is counted as deserialised: then only the sum of digests can tell
    Losing(BatchCodec codec, Counters counters, int every, boolean counting) {
        this.codec = codec;
        this.counters = counters;
        this.every = every;
        this.counting = counting;
    }

    @Override
    public Receipt accept(byte[] bytes, int offset, int length) throws Rejection {
        TelemetryBatch batch = codec.read(bytes, offset, length);
        long digest = Digest.of(batch);
        boolean lost = accepted.incrementAndGet() % every == 0;
        if (!lost || counting) {
            counters.deserialised(batch.readings().size(), lost ? 0 : digest);
        }
        return new Receipt(batch.seq(), digest);
    }
}
