package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerFlightTest {

    private static final String HELLO = "02 000003 010203";
    private static final String CERTIFICATE = "0B 000002 0C0C";
    private static final String DONE = "0E 000000";

    @ParameterizedTest
    @CsvSource(textBlock = """
            0203, false, ECDSA with SHA-1
            0201, false, RSA with SHA-1
            0101, false, RSA with MD5
            0403, true,  ECDSA with SHA-256
            0603, true,  ECDSA with SHA-512
            0804, true,  RSA-PSS with SHA-256
            """)
    void theHashOfTheSignatureDecides(String algorithm, boolean isProper, String name) {
        assertThat(ServerFlight.isProperlySigned(record("16", HELLO + CERTIFICATE + exchange(algorithm) + DONE)))
                .as(name)
                .isEqualTo(isProper);
    }

    @Test
    void aMessageMaySpanRecords() {
        for (String algorithm : List.of("0203", "0403")) {
            String messages = bare(HELLO + CERTIFICATE + exchange(algorithm) + DONE);
            for (int cut = 2; cut < messages.length(); cut += 2) {
                ByteBuffer both = both(record("16", messages.substring(0, cut)), record("16", messages.substring(cut)));

                assertThat(ServerFlight.isProperlySigned(both)).as("%s, cut after %d digits", algorithm, cut)
                        .isEqualTo(algorithm.equals("0403"));
                assertThat(both.remaining()).as("left as it was").isEqualTo(both.capacity());
            }
        }
    }

    @Test
    void whatIsCutOffIsNotProperlySigned() {
        ByteBuffer whole = record("16", HELLO + CERTIFICATE + exchange("0403"));
        assertThat(ServerFlight.isProperlySigned(whole)).isTrue();
        int hello = 5 + bare(HELLO).length() / 2;
        for (int length = 6; length < whole.capacity(); length++) {
            assertThat(ServerFlight.isProperlySigned(whole.slice(0, length))).as("%d bytes", length)
                    .isEqualTo(length == hello);
        }
    }

    @Test
    void withoutASignatureThereIsNothingToRefuse() {
        ByteBuffer hello = record("16", HELLO);
        ByteBuffer change = record("14", "01");
        assertThat(ServerFlight.isProperlySigned(hello)).as("the beginning of TLS 1.3").isTrue();
        assertThat(ServerFlight.isProperlySigned(both(both(hello, change), record("17", exchange("0203")))))
                .as("TLS 1.3").isTrue();
        assertThat(ServerFlight.isProperlySigned(both(both(hello, change), record("16", exchange("0203")))))
                .as("resumed under TLS 1.2: what follows is encrypted").isTrue();
        assertThat(ServerFlight.isProperlySigned(record("15", "0228"))).as("an alert").isTrue();
    }

    /// A ServerKeyExchange over secp256r1, with a point of two bytes and a signature of one.
    private static String exchange(String algorithm) {
        return "0C 00000B 03 0017 02 0404" + algorithm + "0001 FF";
    }

    private static ByteBuffer record(String type, String content) {
        byte[] bytes = HexFormat.of().parseHex(bare(content));
        return ByteBuffer.allocate(5 + bytes.length)
                .put((byte) Integer.parseInt(type, 16)).putShort((short) 0x0303).putShort((short) bytes.length)
                .put(bytes).flip();
    }

    private static ByteBuffer both(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first.duplicate()).put(second.duplicate()).flip();
    }

    private static String bare(String hex) {
        return hex.replace(" ", "");
    }
}
