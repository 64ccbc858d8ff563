package pudding.plain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Sends the server's frames on one connection; each driver says how, and from which threads.
@FunctionalInterface
interface FrameWriter {

    /// Sends one encoded frame after those sent before; ignored once a Close frame is on its way.
    void send(byte[] frame) throws IOException;

    default void text(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        text(bytes, 0, bytes.length);
    }

    default void text(byte[] payload, int offset, int length) throws IOException {
        send(FrameEncoder.encode(Opcode.TEXT, payload, offset, length));
    }

    default void binary(byte[] payload, int offset, int length) throws IOException {
        send(FrameEncoder.encode(Opcode.BINARY, payload, offset, length));
    }

    default void pong(byte[] payload) throws IOException {
        send(FrameEncoder.encode(Opcode.PONG, payload, 0, payload.length));
    }
}
