package pudding.plain.faulty;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pudding.contract.suite.TestCertificates;

/// The JDK's own WebSocket client, for short texts; belongs to one test thread.
final class TestPeer implements AutoCloseable {

    private static final long WAIT_SECONDS = 10;
    private static final HttpClient HTTP = HttpClient.newBuilder().sslContext(TestCertificates.clientContext())
            .version(HttpClient.Version.HTTP_1_1).build();

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket webSocket;

    TestPeer(InetSocketAddress address, String path) throws Exception {
        webSocket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + address.getPort() + path), new Inbox())
                .get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    void send(String text) throws Exception {
        webSocket.sendText(text, true).get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    String next() throws InterruptedException {
        String text = texts.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        assertThat(text).as("an answer; closed with %s", closeCode).isNotNull();
        return String.valueOf(text);
    }

    int closeCode() throws Exception {
        return closeCode.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /// Asks `GET /stats`.
    static JsonNode stats(InetSocketAddress address) throws Exception {
        HttpRequest get = HttpRequest.newBuilder(URI.create("https://localhost:" + address.getPort() + "/stats"))
                .build();
        return new ObjectMapper().readTree(HTTP.send(get, HttpResponse.BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        webSocket.abort();
    }

    /// Keeps what arrives; the server does not fragment its answers.
    private final class Inbox implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            texts.add(data.toString());
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
    }
}
