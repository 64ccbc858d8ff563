package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestRulesTest {

    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String UPGRADE = """
            GET /ack HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            """;

    private final Counters counters = new Counters();

    @ParameterizedTest
    @CsvSource({"/ingest, INGEST", "/ack, ACK", "/discard, DISCARD", "/echo, ECHO", "/ack?x=/ingest?, ACK"})
    void aPathOpensItsEndpointAndTakesAPlace(String target, Endpoint endpoint) throws Exception {
        assertThat(decide(UPGRADE.replace("/ack", target), 1, true))
                .isEqualTo(new RequestRules.Outcome.Upgrade(endpoint, KEY));
        assertThat(counters.connections()).isOne();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
            Upgrade: websocket  > Upgrade: h2c, WebSocket
            Upgrade: websocket  > UPGRADE: WEBSOCKET
            Connection: Upgrade > Connection: keep-alive , upgrade
            Connection: Upgrade > Connection: keep-alive;Connection: Upgrade
            Host: localhost     > host: localhost;Content-Length: 0
            """)
    void whatMeansTheSameIsTaken(String field, String instead) throws Exception {
        assertThat(decide(UPGRADE.replace(field, instead.replace(";", "\n")), 1, false))
                .isInstanceOf(RequestRules.Outcome.Upgrade.class);
    }

    // In the order in which they are checked: each line breaks one rule more than the line below it.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET / HTTP/1.0;Host: a;Host: b      | BAD_REQUEST  | Only HTTP/1.1 is spoken here.
            GET / http/1.1;Host: a              | BAD_REQUEST  | Only HTTP/1.1 is spoken here.
            GET / HTTP/1.1                      | BAD_REQUEST  | The request needs exactly one Host field.
            GET / HTTP/1.1;Host: a;Host: a      | BAD_REQUEST  | The request needs exactly one Host field.
            GET x HTTP/1.1;Host: a b;Transfer-Encoding: chunked \
                    | BAD_REQUEST | The Host field does not name a host.
            POST / HTTP/1.1;Host: a;Transfer-Encoding: chunked;Content-Length: 1 \
                    | BAD_REQUEST | Transfer-Encoding is not accepted.
            POST / HTTP/1.1;Host: a;Content-Length: 1 | BAD_REQUEST | A request body is not accepted.
            POST / HTTP/1.1;Host: a;Content-Length: 0;Content-Length: 0 | BAD_REQUEST | A request body is not accepted.
            POST x HTTP/1.1;Host: a             | BAD_REQUEST  | The request target is neither a path nor a URI of HTTP.
            POST / HTTP/1.1;Host: a             | NOT_FOUND    | There is nothing at this path.
            POST /echo HTTP/1.1;Host: a         | NOT_FOUND    | There is nothing at this path.
            POST /stats/ HTTP/1.1;Host: a       | NOT_FOUND    | There is nothing at this path.
            POST /stats HTTP/1.1;Host: a        | METHOD       | Only GET is allowed here.
            get /ack HTTP/1.1;Host: a           | METHOD       | Only GET is allowed here.
            GET /ack HTTP/1.1;Host: a           | UPGRADE_REQUIRED | This path speaks WebSocket only.
            GET /ack HTTP/1.1;Host: a;Upgrade: websocket | UPGRADE_REQUIRED | This path speaks WebSocket only.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade | UPGRADE_REQUIRED | This path speaks WebSocket only.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket \
                    | UPGRADE_REQUIRED | Only WebSocket version 13 is spoken here.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket;Sec-WebSocket-Version: 8 \
                    | UPGRADE_REQUIRED | Only WebSocket version 13 is spoken here.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket;Sec-WebSocket-Version: 13;\
            Sec-WebSocket-Version: 13 | UPGRADE_REQUIRED | Only WebSocket version 13 is spoken here.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket;Sec-WebSocket-Version: 13 \
                    | BAD_REQUEST | Sec-WebSocket-Key is not 16 bytes in base64.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket;Sec-WebSocket-Version: 13;\
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==;Sec-WebSocket-Extensions: a b;Sec-WebSocket-Protocol: a b \
                    | BAD_REQUEST | Sec-WebSocket-Extensions is not a list of extensions.
            GET /ack HTTP/1.1;Host: a;Connection: upgrade;Upgrade: websocket;Sec-WebSocket-Version: 13;\
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==;Sec-WebSocket-Protocol: a b \
                    | BAD_REQUEST | Sec-WebSocket-Protocol is not a list of tokens.
            """)
    void eachBreachHasItsSentence(String head, Refusal refusal, String sentence) {
        assertRefused(head.replace(";", "\n"), refusal, sentence);
        assertThat(counters.connections()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"''", "dGhlIHNhbXBsZQ==", "dGhlIHNhbXBsZSBub25jZSBsb25n", "dGhlIHNhbXBsZSBub25jZQ=!",
        "dGhlIHNhbXBsZSBub25jZQ", "'dGhl IHNhbXBsZSBub25jZQ='"})
    void aKeyIsSixteenBytesInBase64(String key) {
        assertRefused(UPGRADE.replace(KEY, key), Refusal.BAD_REQUEST, "Sec-WebSocket-Key is not 16 bytes in base64.");
    }

    @Test
    void aTargetHasALongestLength() throws Exception {
        String longest = "/ack?" + "x".repeat(RequestRules.MAX_TARGET_CHARS - 5);
        assertThat(decide(UPGRADE.replace("/ack", longest), 1, false))
                .isInstanceOf(RequestRules.Outcome.Upgrade.class);
        assertRefused(UPGRADE.replace("/ack", longest + "x"), Refusal.URI_TOO_LONG,
                "The request target is longer than 2048 characters.");
    }

    @Test
    void oneMoreThanAllowedIsRefused() throws Exception {
        decide(UPGRADE, 1, false);
        assertRefused(UPGRADE, Refusal.FULL, "All 1 connections are taken.");
        assertThat(counters.connections()).isOne();
        counters.connectionClosed();
        decide(UPGRADE, 1, false);
    }

    @Test
    void statsAndHealthAreAnsweredAlsoWhenAllPlacesAreTaken() throws Exception {
        decide(UPGRADE, 1, false);
        assertThat(decide("GET /health HTTP/1.1\nHost: a", 1, false))
                .isEqualTo(new RequestRules.Outcome.Answer("text/plain", "ok\n"));
        assertThat(decide("GET /stats?x HTTP/1.1\nHost: a", 1, false))
                .isInstanceOfSatisfying(RequestRules.Outcome.Answer.class, answer -> {
                    assertThat(answer.contentType()).isEqualTo("application/json");
                    assertThat(answer.body()).startsWith("{\"connections\":1,");
                });
    }

    private void assertRefused(String head, Refusal refusal, String sentence) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> decide(head, 1, false))
                .withMessage(sentence)
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private RequestRules.Outcome decide(String head, int maxConnections, boolean echo) throws Rejection {
        ServerOptions options = new ServerOptions("127.0.0.1", 0, null, Path.of("k"), Path.of("p"),
                TestLimits.of("--max-connections", Integer.toString(maxConnections)), echo,
                BatchCodec.Binding.DATABIND);
        return new RequestRules(options, counters).decide(new TextHead(head.lines().toList()));
    }

    /// A head from its lines.
    private record TextHead(List<String> lines) implements RequestRules.Head {

        @Override
        public String method() {
            return lines.getFirst().replaceFirst(" .*", "");
        }

        @Override
        public String target() {
            return lines.getFirst().replaceFirst("\\S+ ", "").replaceFirst(" .*", "");
        }

        @Override
        public String version() {
            return lines.getFirst().replaceFirst(".* ", "");
        }

        @Override
        public List<String> values(String name) {
            List<String> values = new ArrayList<>();
            String start = name.toLowerCase(Locale.ROOT) + ":";
            for (String line : lines) {
                if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
                    values.add(line.substring(start.length()).strip());
                }
            }
            return values;
        }
    }
}
