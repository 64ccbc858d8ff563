package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerFlightTest {

    private static final String HELLO = "02 000003 010203";
    private static final String CERTIFICATE = "0B 000002 0C0C";
    private static final String DONE = "0E 000000";

    @ParameterizedTest
    @CsvSource(textBlock = """
            0203, true,  ECDSA with SHA-1
            0201, true,  RSA with SHA-1
            0101, true,  RSA with MD5
            0403, false, ECDSA with SHA-256
            0603, false, ECDSA with SHA-512
            0804, false, RSA-PSS with SHA-256
            """)
    void theHashOfTheSignatureDecides(String algorithm, boolean isWeak, String name) {
        assertThat(ServerFlight.isWeaklySigned(record("16", HELLO + CERTIFICATE + exchange(algorithm) + DONE))).as(name)
                .isEqualTo(isWeak);
    }

    @Test
    void aMessageMaySpanRecords() {
        String messages = bare(HELLO + CERTIFICATE + exchange("0203") + DONE);
        for (int cut = 2; cut < messages.length(); cut += 2) {
            ByteBuffer first = record("16", messages.substring(0, cut));
            ByteBuffer second = record("16", messages.substring(cut));
            ByteBuffer both = ByteBuffer.allocate(first.remaining() + second.remaining()).put(first).put(second).flip();

            assertThat(ServerFlight.isWeaklySigned(both)).as("cut after %d digits", cut).isTrue();
            assertThat(both.remaining()).as("left as it was").isEqualTo(both.capacity());
        }
    }

    @Test
    void withoutASignatureNothingIsWeak() {
        assertThat(ServerFlight.isWeaklySigned(record("16", HELLO))).as("resumed").isFalse();
        assertThat(ServerFlight.isWeaklySigned(record("17", exchange("0203")))).as("what is encrypted").isFalse();
        assertThat(ServerFlight.isWeaklySigned(record("15", "0228"))).as("an alert").isFalse();
        assertThat(ServerFlight.isWeaklySigned(ByteBuffer.allocate(0))).as("nothing").isFalse();
        assertThat(ServerFlight.isWeaklySigned(record("16", HELLO + "0C 0000FF 03"))).as("not whole").isFalse();
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

    private static String bare(String hex) {
        return hex.replace(" ", "");
    }
}
