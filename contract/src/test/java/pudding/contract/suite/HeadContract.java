package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Refusal;

/// Request heads that RFC 9112 and RFC 9110 refuse.
interface HeadContract extends UpgradeContract {

    // RFC 9112 §3.2: a Host field, and only one.
    @ParameterizedTest
    @ValueSource(strings = {"X: no host", "Host: localhost\r\nHost: localhost", "Host: a\r\nhost: b"})
    @Clause("RFC 9112 §3.2")
    default void exactlyOneHostIsNeeded(String field) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replace("Host: localhost", field));
    }

    // RFC 9112 §3.2: nor an invalid one; RFC 9110 §4.2.2: an https URI has a host.
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "user@a", "a:b", "[::1", "a, b?", "a\\b"})
    @Clause({"RFC 9112 §3.2", "RFC 9110 §4.2.2"})
    default void hostNamesAHost(String host) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replace("localhost", host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "example.org:8443", "127.0.0.1:1", "[::1]:8443", "a_b-c.example:"})
    @Clause("RFC 9110 §7.2")
    default void everyFormOfHostIsTaken(String host) throws Exception {
        try (TestServer server = serve()) {
            String head = Requests.upgrade("/ingest").replace("localhost", host);
            assertThat(server.tls().request(head).status()).isEqualTo(101);
        }
    }

    // RFC 9110 §2.5: processed as the highest minor version known.
    @Test
    @Clause({"RFC 9110 §2.5", "RFC 9112 §2.3"})
    default void aLaterMinorVersionIsTaken() throws Exception {
        try (TestServer server = serve()) {
            String head = Requests.upgrade("/ingest").replace("HTTP/1.1", "HTTP/1.2");
            assertThat(server.tls().request(head).status()).isEqualTo(101);
        }
    }

    // RFC 9112 §5.1: white space before the colon; §5.2: obs-fold; §2.2: bare CR; RFC 9110 §5.1: a name is a token;
    // §5.5: no NUL.
    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            X : space before the colon
            X\\t: tab before the colon
            X: folded\\r\\n more
            X: folded\\r\\n\\tmore
            no colon
            : no name
            X(: not a token
            X Y: not a token
            X: bare\\rCR
            X: NUL\\0
            """)
    @Clause({"RFC 9112 §5.1", "RFC 9112 §5.2", "RFC 9112 §2.2", "RFC 9110 §5.1", "RFC 9110 §5.5"})
    default void fieldsAreStrict(String field) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST,
                Requests.upgrade("/ingest").replace("Host", field.translateEscapes() + "\r\nHost"));
    }

    @Test
    @Clause("RFC 9112 §2.2")
    default void linesEndWithCrLf() throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replace("\r\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /ingest HTTP/1.0
            GET /ingest HTTP/2.0
            GET /ingest HTTP/1.1 more
            GET /ingest
            GET  /ingest HTTP/1.1
            G(T /ingest HTTP/1.1
            GET ingest HTTP/1.1
            GET wss://localhost/ingest HTTP/1.1
            GET https:///ingest HTTP/1.1
            CONNECT localhost:443 HTTP/1.1
            """)
    @Clause({"RFC 9112 §3", "RFC 9112 §3.2"})
    default void anotherRequestLineIs400(String line) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replaceFirst("GET.*", line));
    }

    // RFC 9112 §6.1, §11.2: what could smuggle a request.
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked",
        "Content-Length: 5", "Content-Length: 0\r\nContent-Length: 0", "Content-Length: 0, 0",
        "Content-Length: -1", "Content-Length: +0", "Content-Length: x"})
    @Clause({"RFC 9112 §6.1", "RFC 9112 §6.3", "RFC 9112 §11.2"})
    default void aBodyIs400(String fields) throws Exception {
        refusedRequest(Refusal.BAD_REQUEST, Requests.upgrade("/ingest").replace("Host", fields + "\r\nHost"));
    }

    @Test
    @Clause({"RFC 9112 §3", "RFC 9110 §15.5.15"})
    default void aLongTargetIs414() throws Exception {
        refusedRequest(Refusal.URI_TOO_LONG, Requests.upgrade("/ingest?" + "x".repeat(3_000)));
        refusedRequest(Refusal.URI_TOO_LONG, Requests.upgrade("/ingest?" + "x".repeat(9_000)));
    }

    @Test
    @Clause("RFC 9112 §3")
    default void aTargetOfTheLimitIsTaken() throws Exception {
        try (TestServer server = serve()) {
            String path = "/ingest?";
            assertThat(server.tls().request(Requests.upgrade(path + "x".repeat(2_048 - path.length()))).status())
                    .isEqualTo(101);
        }
    }

    @Test
    @Clause("RFC 9110 §5.4")
    default void aHugeHeadIs431() throws Exception {
        String head = Requests.upgrade("/ingest");
        refusedRequest(Refusal.HEADERS_TOO_LARGE, head.replace("Host", "X: " + "x".repeat(10_000) + "\r\nHost"));
        refusedRequest(Refusal.HEADERS_TOO_LARGE, head.replace("Host", "X: xxxxxxxxxx\r\n".repeat(700) + "Host"));
    }

    // The head never ends: the server must not wait for that, nor keep it.
    @Test
    @Clause("RFC 9110 §5.4")
    default void aHeadWithoutEndIs431() throws Exception {
        refusedRequest(Refusal.HEADERS_TOO_LARGE,
                "GET /ingest HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(10_000));
    }

    @Test
    default void aHeadBelowTheLimitIsTaken() throws Exception {
        try (TestServer server = serve()) {
            String head = Requests.upgrade("/ack").replace("Host", "X: " + "x".repeat(7_500) + "\r\nHost");
            RawPeer peer = server.tls();
            assertThat(peer.request(head).status()).isEqualTo(101);
            peer.exchange(1);
        }
    }

    @Test
    @Clause("RFC 9112 §3")
    default void bytesThatAreNoHttpAreRefused() throws Exception {
        refused(Refusal.BAD_REQUEST, server -> {
            RawPeer peer = server.tls();
            peer.sendHex("00 01 02 03 80 81 FE FF 0D0A 0D0A");
            peer.readToEnd();
        });
    }

    // A client that takes the server for one without a handshake.
    @Test
    @Clause("RFC 6455 §4.2")
    default void framesWithoutAHandshakeAreRefused() throws Exception {
        refused(Refusal.BAD_REQUEST, server -> {
            RawPeer peer = server.tls();
            peer.send(Frames.concat(Frames.text(Batches.json(1)), Frames.utf8("\r\n\r\n")));
            peer.readToEnd();
        });
    }
}
