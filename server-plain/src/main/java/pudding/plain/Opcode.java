package pudding.plain;

/// What a frame is, by the low four bits of its first byte (RFC 6455 §5.2).
enum Opcode {
    CONTINUATION(0x0), //
    TEXT(0x1), //
    BINARY(0x2), //
    CLOSE(0x8), //
    PING(0x9), //
    PONG(0xA),
    /// 3 to 7 and B to F, which RFC 6455 leaves for later.
    RESERVED(-1);

    private final int bits;

    Opcode(int bits) {
        this.bits = bits;
    }

    static Opcode of(int bits) {
        return switch (bits) {
            case 0x0 -> CONTINUATION;
            case 0x1 -> TEXT;
            case 0x2 -> BINARY;
            case 0x8 -> CLOSE;
            case 0x9 -> PING;
            case 0xA -> PONG;
            default -> RESERVED;
        };
    }

    int bits() {
        return bits;
    }

    boolean isControl() {
        return switch (this) {
            case CLOSE, PING, PONG -> true;
            case CONTINUATION, TEXT, BINARY, RESERVED -> false;
        };
    }
}
