package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import pudding.contract.BatchCodec;
import pudding.contract.jmh.Benchmarks;
import pudding.contract.jmh.ClientFrames;

/// A message through the Netty server, from decrypted bytes on: the pipeline of [ConnectionInitializer], after its
/// upgrade and without TLS.
///
/// [#copy] is what it costs to lay the bytes into a buffer of Netty's, which the others do first.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// JMH calls connect before anything else.
@SuppressWarnings("NullAway.Init")
public class PipelineBenchmark {

    /// Whether the buffer lies in the heap, as JDK TLS makes them, or outside, as BoringSSL does.
    @Param({"true", "false"}) public boolean heap;

    private final ClientFrames frames = new ClientFrames();
    private EmbeddedChannel discard;
    private EmbeddedChannel ingest;
    private EmbeddedChannel tuned;

    @Setup
    public void connect() throws Exception {
        discard = UpgradedChannel.open("/discard", BatchCodec.Binding.DATABIND);
        ingest = UpgradedChannel.open("/ingest", BatchCodec.Binding.DATABIND);
        tuned = UpgradedChannel.open("/ingest", BatchCodec.Binding.TUNED);
    }

    @TearDown
    public void close() {
        for (EmbeddedChannel channel : new EmbeddedChannel[] {discard, ingest, tuned}) {
            channel.finishAndReleaseAll();
        }
    }

    private ByteBuf frame() {
        ByteBuf buffer = heap
                ? ingest.alloc().heapBuffer(ClientFrames.BYTES)
                : ingest.alloc().directBuffer(ClientFrames.BYTES);
        return buffer.writeBytes(frames.next());
    }

    @Benchmark
    public boolean copy() {
        return frame().release();
    }

    @Benchmark
    public boolean discard() {
        return discard.writeInbound(frame());
    }

    @Benchmark
    public boolean ingest() {
        return ingest.writeInbound(frame());
    }

    @Benchmark
    public boolean ingestTuned() {
        return tuned.writeInbound(frame());
    }

    @Test
    void run() throws Exception {
        Benchmarks.run(PipelineBenchmark.class);
    }
}
