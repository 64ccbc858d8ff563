package pudding.contract;

/// The work of every server: bytes → record → digest and counters.
public final class Ingest implements BatchConsumer {

    private final BatchCodec codec;
    private final Counters counters;

    public Ingest(BatchCodec codec, Counters counters) {
        this.codec = codec;
        this.counters = counters;
    }

    @Override
    public Receipt accept(byte[] bytes, int offset, int length) throws Rejection {
        TelemetryBatch batch = codec.read(bytes, offset, length);
        long digest = Digest.of(batch);
        counters.deserialised(batch.readings().size(), digest);
        return new Receipt(batch.seq(), digest);
    }
}
