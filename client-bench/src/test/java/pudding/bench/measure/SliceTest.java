package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Stacks are written top first; a `!` marks a native method.
class SliceTest {

    @Test
    void theCodecIsJsonAlsoWhereTheJdkWorksForIt() {
        assertThat(slice("java.util.HashMap.putVal", "com.fasterxml.jackson.core.JsonParser.nextToken",
                "pudding.contract.BatchCodec.read", "pudding.plain.MessageHandler.onText")).isEqualTo(Slice.JSON);
        assertThat(slice("pudding.contract.TextTable.text", "pudding.contract.BatchDeserializer.reading",
                "pudding.contract.BatchCodec.read")).isEqualTo(Slice.JSON);
        assertThat(slice("tools.jackson.core.JsonParser.nextToken")).isEqualTo(Slice.JSON);
    }

    @Test
    void digestAndUtf8CheckAreJson() {
        assertThat(slice("java.lang.String.hashCode", "pudding.contract.Digest.str", "pudding.contract.Ingest.accept"))
                .isEqualTo(Slice.JSON);
        assertThat(slice("pudding.contract.Utf8Validator.append", "pudding.plain.FrameDecoder.data"))
                .isEqualTo(Slice.JSON);
    }

    @Test
    void theDecoderAndTheBuffersOfTheContractAreTheRest() {
        assertThat(slice("java.util.Arrays.copyOf", "pudding.contract.MessageBuffer.append",
                "pudding.plain.FrameDecoder.data")).isEqualTo(Slice.REST);
    }

    @Test
    void nettysPipelineIsTheRestThoughItStandsOnItsTls() {
        assertThat(slice("io.netty.buffer.AbstractByteBuf.getInt",
                "io.netty.handler.codec.http.websocketx.WebSocket08FrameDecoder.unmask",
                "io.netty.handler.codec.ByteToMessageDecoder.channelRead",
                "io.netty.channel.AbstractChannelHandlerContext.fireChannelRead",
                "io.netty.handler.ssl.SslHandler.unwrap", "io.netty.channel.epoll.EpollIoHandler.run"))
                .isEqualTo(Slice.REST);
        assertThat(slice("com.fasterxml.jackson.core.JsonParser.nextToken",
                "io.netty.channel.AbstractChannelHandlerContext.fireChannelRead",
                "io.netty.handler.ssl.SslHandler.unwrap")).isEqualTo(Slice.JSON);
    }

    @Test
    void ciphersAndRecordsAreTlsWithEitherProvider() {
        assertThat(slice("java.nio.Buffer.position", "com.sun.crypto.provider.GaloisCounterMode.doFinal",
                "sun.security.ssl.SSLEngineImpl.unwrap", "pudding.plain.TlsChannel.read")).isEqualTo(Slice.TLS);
        assertThat(slice("!io.netty.internal.tcnative.SSL.readFromSSL",
                "io.netty.handler.ssl.ReferenceCountedOpenSslEngine.unwrap")).isEqualTo(Slice.TLS);
        assertThat(slice("io.netty.buffer.PooledByteBuf.release", "io.netty.handler.ssl.SslHandler.decode",
                "io.netty.handler.codec.ByteToMessageDecoder.callDecode")).isEqualTo(Slice.TLS);
    }

    @Test
    void aSystemCallOnTopIsTheKernelWhoeverMadeIt() {
        assertThat(slice("!sun.nio.ch.SocketDispatcher.read0", "sun.nio.ch.NioSocketImpl.read",
                "sun.security.ssl.SSLSocketInputRecord.read", "pudding.plain.ThreadConnection.serve"))
                .isEqualTo(Slice.KERNEL);
        assertThat(slice("!io.netty.channel.epoll.Native.epollWait0")).isEqualTo(Slice.KERNEL);
        assertThat(slice("!io.netty.channel.unix.Socket.recvAddress")).isEqualTo(Slice.KERNEL);
        assertThat(slice("!io.netty.channel.uring.Native.ioUringEnter0")).isEqualTo(Slice.KERNEL);
        assertThat(slice("!sun.nio.ch.EPoll.wait")).isEqualTo(Slice.KERNEL);
        assertThat(slice("!jdk.internal.misc.Unsafe.park", "java.util.concurrent.locks.LockSupport.park"))
                .isEqualTo(Slice.KERNEL);
    }

    @Test
    void anyOtherNativeMethodBelongsToItsCaller() {
        assertThat(slice("!jdk.internal.misc.Unsafe.copyMemory0", "sun.security.ssl.SSLEngineImpl.unwrap"))
                .isEqualTo(Slice.TLS);
        assertThat(slice("!java.lang.System.arraycopy", "pudding.plain.FrameDecoder.data")).isEqualTo(Slice.REST);
    }

    @Test
    void theJavaSideOfASocketIsTheRestThoughItStandsOnTls() {
        assertThat(slice("java.util.concurrent.locks.ReentrantLock.lock", "sun.nio.ch.NioSocketImpl.read",
                "java.net.Socket$SocketInputStream.read", "sun.security.ssl.SSLSocketInputRecord.read"))
                .isEqualTo(Slice.REST);
    }

    @Test
    void whatNoFrameTellsIsTheRest() {
        assertThat(slice("java.lang.VirtualThread.runContinuation", "java.lang.Thread.run")).isEqualTo(Slice.REST);
        assertThat(Slice.of(List.of())).isEqualTo(Slice.REST);
    }

    private static Slice slice(String... methods) {
        return Slice.of(Arrays.stream(methods).map(SliceTest::frame).toList());
    }

    private static Slice.Frame frame(String method) {
        String name = method.replace("!", "");
        int dot = name.lastIndexOf('.');
        return new Slice.Frame(name.substring(0, dot), name.substring(dot + 1), method.startsWith("!"));
    }
}
