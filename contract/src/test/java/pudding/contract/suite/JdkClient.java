package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The JDK's own WebSocket client, which shares no line with the servers; belongs to one test thread.
final class JdkClient implements Closeable {

    private static final long WAIT_SECONDS = 30;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .sslContext(TestCertificates.clientContext())
            .build();

    private final Inbox inbox = new Inbox();
    private final WebSocket webSocket;

    JdkClient(InetSocketAddress address, String path) {
        URI uri = URI.create("wss://localhost:" + address.getPort() + path);
        webSocket = get(HTTP.newWebSocketBuilder().buildAsync(uri, inbox));
    }

    void sendText(String text) {
        get(webSocket.sendText(text, true));
    }

    void sendBinary(byte[] bytes) {
        get(webSocket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    void sendPing(byte[] payload) {
        get(webSocket.sendPing(ByteBuffer.wrap(payload)));
    }

    void sendPong(byte[] payload) {
        get(webSocket.sendPong(ByteBuffer.wrap(payload)));
    }

    /// Says goodbye with 1000.
    void sendClose() {
        get(webSocket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
    }

    String nextText() {
        return next(inbox.texts, "text message");
    }

    /// One frame's payload: for messages that the server does not fragment.
    ByteBuffer nextBinary() {
        return next(inbox.binaries, "binary message");
    }

    ByteBuffer nextPong() {
        return next(inbox.pongs, "pong");
    }

    /// The code of the server's Close, 1005 where it had none.
    int closeCode() {
        return get(inbox.closeCode);
    }

    boolean isOpen() {
        return !inbox.closeCode.isDone();
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    private <T> T next(BlockingQueue<T> queue, String what) {
        try {
            T item = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(item).as("%s; closed with: %s", what, inbox.closeCode).isNotNull();
            return item;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /// Keeps what arrives, for the test thread to take.
    private static final class Inbox implements WebSocket.Listener {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();
        private final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            binaries.add(copy(data));
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            pongs.add(copy(message));
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode.completeExceptionally(error);
        }

        private static ByteBuffer copy(ByteBuffer bytes) {
            return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
    }
}
