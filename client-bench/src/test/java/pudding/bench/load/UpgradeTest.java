package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.load.ServerFrame.BreachException;

final class UpgradeTest {

    private final Upgrade upgrade = new Upgrade("127.0.0.1:8443", "/ack", new SplitMix64(1));

    @Test
    void theRequestIsThatOfTheRfc() {
        assertThat(request().lines()).contains("GET /ack HTTP/1.1", "Host: 127.0.0.1:8443", "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Version: 13");
        assertThat(key()).hasSize(24);
        assertThat(request()).endsWith("\r\n\r\n");
    }

    @Test
    void acceptIsThatOfTheRfcsExample() {
        assertThat(Upgrade.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void aRightAnswerOpensAndLeavesTheFramesBehindIt() throws BreachException {
        ByteBuf in = head("HTTP/1.1 101 Switching Protocols", "upgrade: WebSocket", "connection: keep-alive, Upgrade",
                "sec-websocket-accept:" + Upgrade.accept(key()));
        in.writeShort(0x8900);

        assertThat(upgrade.response(in)).isEqualTo(101);
        assertThat(in.readableBytes()).isEqualTo(2);
    }

    @Test
    void theHeadMayComeInPieces() throws BreachException {
        ByteBuf whole = head("HTTP/1.1 503 Service Unavailable", "Content-Length: 0");
        for (int length = 0; length < whole.readableBytes(); length++) {
            assertThat(upgrade.response(whole.slice(0, length))).isNull();
        }

        assertThat(upgrade.response(whole)).isEqualTo(503);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SSH-2.0-x             | Upgrade: websocket | RIGHT | X: y | The server's response is not HTTP/1.1.",
        "HTTP/1.1 101 Yes      | Upgrade: h2c       | RIGHT | X: y | The server's 101 is not an upgrade to WebSocket.",
        "HTTP/1.1 101 Yes      | Upgrade: websocket | wrong | X: y | The server's 101 has a wrong Sec-WebSocket-Accept.",
        "HTTP/1.1 101 Yes      | Upgrade: websocket | RIGHT | Sec-WebSocket-Extensions: permessage-deflate "
                + "| The server's 101 names an extension or subprotocol that was not offered."})
    void aWrongAnswerIsNamed(String status, String upgradeField, String accept, String other, String sentence) {
        ByteBuf in = head(status, upgradeField, "Connection: Upgrade", other,
                "Sec-WebSocket-Accept: " + (accept.equals("RIGHT") ? Upgrade.accept(key()) : accept));

        assertThatThrownBy(() -> upgrade.response(in)).isInstanceOf(BreachException.class).hasMessage(sentence);
    }

    @Test
    void aHeadWithoutEndIsABreach() {
        ByteBuf in = Unpooled.buffer().writeZero(16_385);

        assertThatThrownBy(() -> upgrade.response(in))
                .hasMessage("The server's response has a head of more than 16384 bytes.");
    }

    private String request() {
        return new String(upgrade.request(), StandardCharsets.US_ASCII);
    }

    private String key() {
        return request().lines().filter(l -> l.startsWith("Sec-WebSocket-Key: ")).findFirst().orElseThrow()
                .substring(19);
    }

    private static ByteBuf head(String... lines) {
        return Unpooled.buffer().writeBytes((String.join("\r\n", lines) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }
}
