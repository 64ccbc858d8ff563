package pudding.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
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
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.Ingest;
import pudding.contract.Limits;
import pudding.contract.RequestRules;
import pudding.contract.ServerLog;
import pudding.contract.ServerOptions;
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
        discard = channel("/discard", BatchCodec.Binding.DATABIND);
        ingest = channel("/ingest", BatchCodec.Binding.DATABIND);
        tuned = channel("/ingest", BatchCodec.Binding.TUNED);
    }

    @TearDown
    public void close() {
        for (EmbeddedChannel channel : new EmbeddedChannel[] {discard, ingest, tuned}) {
            channel.finishAndReleaseAll();
        }
    }

    private static EmbeddedChannel channel(String path, BatchCodec.Binding binding) throws Exception {
        ServerOptions options = ServerOptions.from(Flags.parse(new String[0], ServerOptions.flags(0, "jdk")), 0);
        Limits limits = options.limits();
        Counters counters = new Counters();
        Ingest consumer = new Ingest(new BatchCodec(binding), counters);
        SslHandler unused = new SslHandler(SSLContext.getDefault().createSSLEngine());
        ConnectionHandler connection =
                new ConnectionHandler(limits, counters, new ServerLog(), new PeerWatch(), unused);
        EmbeddedChannel channel = new EmbeddedChannel(
                new HeadGuard(connection, limits.maxHeaderBytes()),
                new HttpServerCodec(),
                new RequestHandler(new RequestRules(options, counters), connection, limits,
                        endpoint -> new MessageHandler(endpoint, consumer, counters, limits)),
                new FrameHandler(connection, limits.maxMessageBytes()),
                connection);
        channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
        channel.writeInbound(ByteBufUtil.encodeString(channel.alloc(), CharBuffer.wrap(upgrade(path)),
                StandardCharsets.US_ASCII));
        ByteBuf response = channel.readOutbound();
        if (!response.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(response.toString(StandardCharsets.US_ASCII));
        }
        response.release();
        return channel;
    }

    private static String upgrade(String path) {
        return """
                GET %s HTTP/1.1\r
                Host: localhost\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """.formatted(path);
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
