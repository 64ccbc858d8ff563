package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// The opening handshake (RFC 6455 §4.2) and the two pages that are plain HTTP.
interface UpgradeContract extends Contract {

    /// RFC 9110 §5.6.7, §6.6.1.
    String DATE = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} "
            + "\\d\\d:\\d\\d:\\d\\d GMT";

    @Test
    @Clause({"RFC 6455 §1.3", "RFC 6455 §4.2.2"})
    default void theHandshakeIsAnsweredAsInTheRfcsExample() throws Exception {
        try (TestServer server = serve()) {
            HttpReply reply = server.tls().request(Requests.upgrade("/ingest"));
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.value("Upgrade")).isEqualToIgnoringCase("websocket");
            assertThat(reply.value("Connection")).isEqualToIgnoringCase("upgrade");
            assertThat(reply.value("Sec-WebSocket-Accept")).isEqualTo(Requests.ACCEPT);
        }
    }

    // RFC 6455 §4.2.1, §4.2.2: tokens are compared without regard to case; what was not agreed is not named.
    @Test
    @Clause({"RFC 6455 §4.2.1", "RFC 6455 §4.2.2", "RFC 6455 §9.1"})
    default void extensionsAndSubprotocolsAreNotAgreedTo() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls();
            HttpReply reply = peer.request(Requests.upgrade("/ack")
                    .replace("Upgrade: websocket", "upgrade: WebSocket")
                    .replace("Connection: Upgrade", "connection: keep-alive, upgrade")
                    .replace("Host", "Sec-WebSocket-Extensions: permessage-deflate\r\n"
                            + "Sec-WebSocket-Protocol: chat\r\nOrigin: https://example.org\r\nhOST"));
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.values("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(reply.values("Sec-WebSocket-Protocol")).isEmpty();
            peer.exchange(1);
        }
    }

    @Test
    @Clause("RFC 6455 §4.1")
    default void framesSentTogetherWithTheRequestAreNotLost() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls();
            peer.send(Frames.concat(Frames.utf8(Requests.upgrade("/ack")), Frames.text(Batches.json(1)),
                    Frames.text(Batches.json(2))));
            assertThat(peer.readReply().status()).isEqualTo(101);
            peer.expectText(Batches.receipt(1));
            peer.expectText(Batches.receipt(2));
        }
    }

    @Test
    @Clause("RFC 9112 §2.2")
    default void aRequestMayArriveByteByByte() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls();
            peer.sendSingly(Frames.concat(Frames.utf8(Requests.upgrade("/ack")), Frames.text(Batches.json(1))));
            assertThat(peer.readReply().status()).isEqualTo(101);
            peer.expectText(Batches.receipt(1));
        }
    }

    @Test
    @Clause("RFC 9112 §3.2.1")
    default void aQueryIsNoPartOfThePath() throws Exception {
        try (TestServer server = serve()) {
            assertThat(server.tls().request(Requests.upgrade("/ingest?from=here")).status()).isEqualTo(101);
        }
    }

    // RFC 9112 §3.2.2: a server MUST accept the absolute form; RFC 6455 §4.2.1.
    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/ingest", "HTTP://[::1]:8443/ack?from=here"})
    @Clause({"RFC 9112 §3.2.2", "RFC 6455 §4.2.1"})
    default void aTargetMayBeAnAbsoluteUri(String target) throws Exception {
        try (TestServer server = serve()) {
            assertThat(server.tls().request(Requests.upgrade(target)).status()).isEqualTo(101);
        }
    }

    // RFC 6455 §9.1, §4.2: what breaks the grammar fails the handshake, though nothing of it would be agreed to.
    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Extensions:", "Sec-WebSocket-Extensions: ,", "Sec-WebSocket-Extensions: a;",
        "Sec-WebSocket-Extensions: a; b=", "Sec-WebSocket-Extensions: a; b=\"c", "Sec-WebSocket-Extensions: a; b=\"\"",
        "Sec-WebSocket-Extensions: a b", "Sec-WebSocket-Extensions: a\r\nSec-WebSocket-Extensions: (b)",
        "Sec-WebSocket-Protocol:", "Sec-WebSocket-Protocol: a b", "Sec-WebSocket-Protocol: a, b/c"})
    @Clause({"RFC 6455 §4.2", "RFC 6455 §9.1"})
    default void malformedOffersAre400(String fields) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replace("Host", fields + "\r\nHost"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ingest/", "/INGEST", "/ingest%20", "//ingest", "/echo", "/statsx"})
    @Clause("RFC 9110 §15.5.5")
    default void anotherPathIs404(String path) throws Exception {
        refusedRequest(Refusal.NOT_FOUND, Requests.upgrade(path));
    }

    // RFC 9110 §15.5.6: MUST generate an Allow field.
    @ParameterizedTest
    @CsvSource({"POST, /ingest", "PUT, /stats", "DELETE, /health", "OPTIONS, /ack"})
    @Clause("RFC 9110 §15.5.6")
    default void anotherMethodIs405(String method, String path) throws Exception {
        HttpReply reply = refusedRequest(Refusal.METHOD, Requests.upgrade(path).replaceFirst("GET", method));
        assertThat(reply.value("Allow")).isEqualTo("GET");
    }

    // RFC 9110 §9.3.2: MUST NOT send content in the response.
    @Test
    @Clause("RFC 9110 §9.3.2")
    default void headGetsNoContent() throws Exception {
        refused(Refusal.METHOD, server -> {
            RawPeer peer = server.tls();
            peer.send(Requests.get("/health").replaceFirst("GET", "HEAD"));
            String reply = new String(peer.readToEnd(), StandardCharsets.ISO_8859_1);
            assertThat(reply).startsWith("HTTP/1.1 405 ").endsWith("\r\n\r\n");
        });
    }

    // RFC 6455 §4.4; RFC 9110 §15.5.22: MUST send an Upgrade field.
    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            Sec-WebSocket-Version: 13 > Sec-WebSocket-Version: 8
            Sec-WebSocket-Version: 13 > Sec-WebSocket-Version: 14
            Sec-WebSocket-Version: 13 > X: no version
            Upgrade: websocket        > X: no upgrade
            Upgrade: websocket        > Upgrade: h2c
            Connection: Upgrade       > Connection: keep-alive
            """)
    @Clause({"RFC 6455 §4.2.1", "RFC 6455 §4.4", "RFC 9110 §15.5.22", "RFC 9110 §7.8"})
    default void whatIsNoWebSocketOfVersion13Is426(String field, String instead) throws Exception {
        HttpReply reply = refusedRequest(Refusal.UPGRADE_REQUIRED, Requests.upgrade("/ingest").replace(field, instead));
        assertThat(reply.value("Upgrade")).isEqualTo("websocket");
        assertThat(reply.value("Sec-WebSocket-Version")).isEqualTo("13");
    }

    // RFC 6455 §4.2.1: base64 of 16 bytes.
    @ParameterizedTest
    @ValueSource(strings = {"X: no key", "Sec-WebSocket-Key:", "Sec-WebSocket-Key: c2hvcnQ=",
        "Sec-WebSocket-Key: !!!!IHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="})
    @Clause("RFC 6455 §4.2.1")
    default void aBadKeyIs400(String field) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST,
                Requests.upgrade("/ingest").replace("Sec-WebSocket-Key: " + Requests.KEY, field));
    }

    @Test
    @Clause("RFC 9110 §6.6.1")
    default void healthIs200() throws Exception {
        try (TestServer server = serve()) {
            HttpReply reply = server.tls().request(Requests.get("/health"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("ok\n");
            assertThat(reply.value("Date")).matches(DATE);
            assertThat(reply.value("Strict-Transport-Security")).isEqualTo("max-age=31536000");
            assertThat(reply.value("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    default void statsIsJsonWithEveryMember() throws Exception {
        try (TestServer server = serve()) {
            HttpReply reply = server.tls().request(Requests.get("/stats?now"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.value("Content-Type")).isEqualTo("application/json");
            Stats stats = Stats.parse(reply.body());
            assertThat(stats.handshakes()).isOne();
            assertThat(stats).usingRecursiveComparison().ignoringFields("uptimeMillis").isEqualTo(
                    new Stats(0, 0, 0, 1, 0, 0, 0, 0, 0, 0, Map.of(), 0));
        }
    }

    // RFC 9112 §9.3, §9.6.
    @Test
    @Clause({"RFC 9112 §9.3", "RFC 9112 §9.6"})
    default void pagesKeepTheConnectionUnlessAskedToCloseIt() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls();
            for (int i = 0; i < 3; i++) {
                assertThat(peer.request(Requests.get("/health")).status()).isEqualTo(200);
            }
            assertThat(peer.request(Requests.get("/stats", "Connection: close")).status()).isEqualTo(200);
            peer.expectEnd();
        }
    }

    // RFC 9112 §9.3.2.
    @Test
    @Clause("RFC 9112 §9.3.2")
    default void requestsSentTogetherAreAnsweredInOrder() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls();
            peer.send(Requests.get("/health") + Requests.get("/stats") + Requests.upgrade("/ack"));
            assertThat(peer.readReply().body()).isEqualTo("ok\n");
            assertThat(peer.readReply().body()).startsWith("{");
            assertThat(peer.readReply().status()).isEqualTo(101);
            peer.exchange(1);
        }
    }

    /// Sends a request that must be refused, with the sentence as its body, and the connection closed.
    default HttpReply refusedRequest(Refusal expected, String request) throws Exception {
        List<HttpReply> replies = new ArrayList<>();
        refused(expected, server -> {
            RawPeer peer = server.tls();
            HttpReply reply = peer.request(request);
            assertThat(reply.status()).isEqualTo(expected.code());
            // RFC 9110 §7.8: who sends Upgrade names it in Connection, too.
            assertThat(reply.value("Connection")).isEqualToIgnoringCase(
                    expected == Refusal.UPGRADE_REQUIRED ? "close, upgrade" : "close");
            assertThat(reply.value("Date")).matches(DATE);
            assertThat(reply.value("Content-Type")).isEqualToIgnoringCase("text/plain; charset=utf-8");
            assertThat(reply.body()).matches("\\p{Print}+\\.\n");
            peer.expectEnd();
            peer.close();
            replies.add(reply);
        });
        return replies.getFirst();
    }
}
