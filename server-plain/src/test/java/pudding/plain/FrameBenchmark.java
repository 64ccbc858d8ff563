package pudding.plain;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import pudding.contract.BatchCodec;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Ingest;
import pudding.contract.jmh.Benchmarks;
import pudding.contract.jmh.ClientFrames;
import pudding.contract.jmh.Messages;

/// A message through the plain server, from decrypted bytes on; and parts of that.
///
/// All take a copy of the frame first, as a server's TLS leaves one; [#copy] is what that costs.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FrameBenchmark {

    private final ClientFrames frames = new ClientFrames();
    private final byte[] input = new byte[ClientFrames.BYTES];
    private final FrameDecoder decoder = new FrameDecoder(65_536, 65_536);
    private final MessageHandler discard = handler(Endpoint.DISCARD, BatchCodec.Binding.DATABIND);
    private final MessageHandler ingest = handler(Endpoint.INGEST, BatchCodec.Binding.DATABIND);
    private final MessageHandler tuned = handler(Endpoint.INGEST, BatchCodec.Binding.TUNED);

    private static MessageHandler handler(Endpoint endpoint, BatchCodec.Binding binding) {
        Counters counters = new Counters();
        return new MessageHandler(endpoint, new Ingest(new BatchCodec(binding), counters), counters, frame -> {
        });
    }

    @Benchmark
    public byte[] copy() {
        System.arraycopy(frames.next(), 0, input, 0, input.length);
        return input;
    }

    @Benchmark
    public int unmasking() {
        copy();
        return Masking.unmask(input, ClientFrames.BYTES - Messages.BYTES, input.length, 0x1234_5678);
    }

    /// With unmasking and the check for UTF-8.
    @Benchmark
    public Event parsing() throws Exception {
        copy();
        decoder.feed(input, 0, input.length);
        return Objects.requireNonNull(decoder.next());
    }

    @Benchmark
    public void discard() throws Exception {
        discard.on(parsing());
    }

    @Benchmark
    public void ingest() throws Exception {
        ingest.on(parsing());
    }

    @Benchmark
    public void ingestTuned() throws Exception {
        tuned.on(parsing());
    }

    @Test
    void run() throws Exception {
        Benchmarks.run(FrameBenchmark.class);
    }
}
