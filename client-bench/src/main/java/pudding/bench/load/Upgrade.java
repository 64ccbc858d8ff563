package pudding.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.ServerFrame.BreachException;

/// The opening handshake as a client has it (RFC 6455 §4.1): the request, and the check of what comes back.
/// Belongs to one connection.
final class Upgrade {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEAD_BYTES = 16_384;
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9][0-9])( .*)?");

    private final String authority;
    private final String path;
    private final String key;

    /// @param authority host and port
    /// @param path      request target
    Upgrade(String authority, String path, SplitMix64 random) {
        this.authority = authority;
        this.path = path;
        byte[] nonce = new byte[16];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) random.nextInt();
        }
        key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        return ("GET " + path + " HTTP/1.1\r\n"
                + "Host: " + authority + "\r\n"
                + "Upgrade: websocket\r\n"
                + "Connection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// Takes the response's head out of `in`, and no byte of the frames behind it.
    ///
    /// @return its status, 101 when the WebSocket is open; null when the head is not there whole
    /// @throws BreachException when it is not HTTP, or a 101 that does not answer this request
    @Nullable
    Integer response(ByteBuf in) throws BreachException {
        int length = headLength(in);
        if (length < 0) {
            if (in.readableBytes() > MAX_HEAD_BYTES) {
                throw new BreachException("The server's response has a head of more than " + MAX_HEAD_BYTES
                        + " bytes.");
            }
            return null;
        }
        String[] lines = in.readCharSequence(length, StandardCharsets.ISO_8859_1).toString().split("\r\n");
        var status = STATUS_LINE.matcher(lines[0]);
        if (!status.matches()) {
            throw new BreachException("The server's response is not HTTP/1.1.");
        }
        int code = Integer.parseInt(status.group(1));
        if (code == 101) {
            check(lines);
        }
        return code;
    }

    /// `Sec-WebSocket-Accept` for a key (RFC 6455 §4.2.2).
    static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1.", e);
        }
    }

    private void check(String[] lines) throws BreachException {
        if (!hasToken(field(lines, "upgrade"), "websocket") || !hasToken(field(lines, "connection"), "upgrade")) {
            throw new BreachException("The server's 101 is not an upgrade to WebSocket.");
        }
        if (!accept(key).equals(field(lines, "sec-websocket-accept"))) {
            throw new BreachException("The server's 101 has a wrong Sec-WebSocket-Accept.");
        }
        if (field(lines, "sec-websocket-extensions") != null || field(lines, "sec-websocket-protocol") != null) {
            throw new BreachException("The server's 101 names an extension or subprotocol that was not offered.");
        }
    }

    private static boolean hasToken(@Nullable String list, String token) {
        return list != null && List.of(list.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).contains(token);
    }

    private static @Nullable String field(String[] lines, String name) {
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0 && lines[i].substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return lines[i].substring(colon + 1).strip();
            }
        }
        return null;
    }

    private static int headLength(ByteBuf in) {
        int end = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(HEAD_END), in);
        return end < 0 ? -1 : end - in.readerIndex() + HEAD_END.length;
    }
}
