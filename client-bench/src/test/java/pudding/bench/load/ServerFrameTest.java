package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.load.ServerFrame.BreachException;
import pudding.bench.load.ServerFrame.Opcode;

final class ServerFrameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "81 05 48656c6c6f      | TEXT         | true  | 48656c6c6f",
        "01 03 48656c          | TEXT         | false | 48656c",
        "80 02 6c6f            | CONTINUATION | true  | 6c6f",
        "82 01 00              | BINARY       | true  | 00",
        "89 00                 | PING         | true  | ''",
        "8a 01 ff              | PONG         | true  | ff",
        "88 02 03e9            | CLOSE        | true  | 03e9",
        "81 7e 0001 61         | TEXT         | true  | 61"})
    void framesAreReadWholeAndOneByteAtATime(String hex, Opcode opcode, boolean fin, String payload)
            throws BreachException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        check(ServerFrame.read(in), opcode, fin, payload);
        assertThat(in.isReadable()).isFalse();

        for (int length = 0; length < bytes.length; length++) {
            ByteBuf part = Unpooled.wrappedBuffer(bytes, 0, length);
            assertThat(ServerFrame.read(part)).isNull();
            assertThat(part.readerIndex()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000})
    void lengthsSurvive(int length) throws BreachException {
        ByteBuf in = Unpooled.buffer().writeByte(0x81);
        if (length < 126) {
            in.writeByte(length);
        } else if (length < 65_536) {
            in.writeByte(126).writeShort(length);
        } else {
            in.writeByte(127).writeLong(length);
        }
        in.writeZero(length);

        assertThat(Objects.requireNonNull(ServerFrame.read(in)).payload()).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "c1 00                   | The server set a reserved bit.",
        "81 81                   | The server masked a frame.",
        "83 00                   | The server sent an opcode that is not defined.",
        "09 00                   | The server sent a control frame that is fragmented or too long.",
        "89 7e 0080              | The server sent a control frame that is fragmented or too long.",
        "82 7f 0000000000200001  | The server sent a frame of more than 2097152 bytes.",
        "82 7f ffffffffffffffff  | The server sent a frame of more than 2097152 bytes."})
    void breachesAreNamed(String hex, String sentence) {
        ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));

        assertThatThrownBy(() -> ServerFrame.read(in)).isInstanceOf(BreachException.class).hasMessage(sentence);
    }

    private static void check(@org.jspecify.annotations.Nullable ServerFrame frame, Opcode opcode, boolean fin,
            String payload) {
        ServerFrame read = Objects.requireNonNull(frame);
        assertThat(read.opcode()).isEqualTo(opcode);
        assertThat(read.fin()).isEqualTo(fin);
        assertThat(HexFormat.of().formatHex(read.payload())).isEqualTo(payload);
    }
}
