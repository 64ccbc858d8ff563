package pudding.contract.suite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pudding.contract.Rejection;

/// What a decoder made of a client's bytes, as text that can be compared and shown; belongs to one test thread.
///
/// It ends with the first Close or breach: what follows either is ignored (RFC 6455 §1.4, §7.1.7).
public final class Decoded {

    private final List<String> events = new ArrayList<>();
    private @Nullable Rejection rejection;
    private boolean over;

    /// A decoder under test.
    public interface Decoder {

        /// Takes bytes, and tells `into` what they complete.
        ///
        /// @param bytes overwritten after: nothing may refer to them for longer
        void feed(byte[] bytes, int from, int to, Decoded into) throws Rejection;
    }

    /// Feeds a fresh decoder all pieces, each in the midst of a larger array.
    public static Decoded by(Decoder decoder, List<byte[]> pieces) {
        Decoded decoded = new Decoded();
        try {
            for (byte[] piece : pieces) {
                byte[] array = new byte[piece.length + 7];
                System.arraycopy(piece, 0, array, 3, piece.length);
                decoder.feed(array, 3, 3 + piece.length, decoded);
                Arrays.fill(array, (byte) 0xEE);
                if (decoded.over) {
                    break;
                }
            }
        } catch (Rejection rejection) {
            decoded.refused(rejection);
        }
        return decoded;
    }

    /// A text message; one that is not UTF-8 fails the test, because the decoder should have seen it.
    public void text(byte[] bytes, int offset, int length) {
        try {
            add("text", StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length)).toString());
        } catch (CharacterCodingException e) {
            throw new AssertionError("A text that is not UTF-8 came through.", e);
        }
    }

    public void binary(byte[] bytes, int offset, int length) {
        add("binary", HexFormat.of().formatHex(bytes, offset, offset + length));
    }

    public void ping(byte[] payload) {
        add("ping", HexFormat.of().formatHex(payload));
    }

    public void pong(byte[] payload) {
        add("pong", HexFormat.of().formatHex(payload));
    }

    public void close(int code, String reason) {
        add("close", reason.isEmpty() ? Integer.toString(code) : code + " " + reason);
        over = true;
    }

    public void refused(Rejection breach) {
        if (!over) {
            rejection = breach;
            over = true;
        }
    }

    /// What was decoded before the breach, if there was one.
    public List<String> events() {
        return events;
    }

    /// The breach, or null.
    public @Nullable Rejection rejection() {
        return rejection;
    }

    private void add(String kind, String content) {
        if (!over) {
            events.add(content.isEmpty() ? kind : kind + " " + content);
        }
    }

    /// All of it but the sentence of the breach, which is a server's own.
    @Override
    public String toString() {
        return rejection == null ? events.toString() : events + " " + rejection.refusal();
    }
}
