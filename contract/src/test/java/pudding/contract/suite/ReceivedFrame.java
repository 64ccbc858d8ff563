package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/// A frame as the server sent it.
///
/// @param firstByte FIN, RSV1 to RSV3 and opcode
@SuppressWarnings("ArrayRecordComponent")
record ReceivedFrame(int firstByte, byte[] payload) {

    int opcode() {
        return firstByte & 0x0F;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /// The code of a Close frame; 1005 when it has none (RFC 6455 §7.1.5).
    int closeCode() {
        assertThat(firstByte).as("first byte of a Close frame").isEqualTo(Frames.FIN | Frames.CLOSE);
        assertThat(payload.length).as("payload of a Close frame").isNotEqualTo(1).isLessThanOrEqualTo(125);
        return payload.length == 0 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    /// The reason of a Close frame.
    String closeReason() {
        return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
}
