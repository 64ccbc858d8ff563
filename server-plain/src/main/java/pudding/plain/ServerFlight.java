package pudding.plain;

import java.nio.ByteBuffer;

/// Reads the first records that a server sends, for what a TLS provider would do and may not.
///
/// Conscrypt has no setting for the algorithms that BoringSSL signs with, and does not tell which ones the client takes;
/// but under TLS 1.2 the signature is in plain sight (RFC 5246 §7.4.3), before anything is sent. Has no state.
final class ServerFlight {

    private static final int HANDSHAKE = 22;
    private static final int RECORD_HEADER_BYTES = 5;
    private static final int MESSAGE_HEADER_BYTES = 4;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int NAMED_CURVE_BYTES = 3;
    /// `HashAlgorithm` of RFC 5246 §7.4.1.4.1: none, MD5, SHA-1.
    private static final int SHA1 = 2;

    private ServerFlight() {
    }

    /// Whether it is signed by no hash that RFC 9155 §4 forbids. A resumed session has no signature; TLS 1.3 hides its
    /// own, and has none by these (RFC 8446 §4.4.3). Of what is cut off after a certificate, which a chain of more than
    /// 16 KB would do, nothing is known, and it is none.
    ///
    /// @param records from the first that the server sends; left as they are
    static boolean isProperlySigned(ByteBuffer records) {
        ByteBuffer messages = handshake(records.slice());
        boolean signs = false;
        while (messages.remaining() >= MESSAGE_HEADER_BYTES) {
            int header = messages.getInt();
            int type = header >>> 24;
            int length = header & 0xFF_FFFF;
            if (length > messages.remaining()) {
                return false;
            }
            if (type == SERVER_KEY_EXCHANGE) {
                return hash(messages.slice(messages.position(), length)) > SHA1;
            }
            signs |= type == CERTIFICATE;
            messages.position(messages.position() + length);
        }
        return !signs && !messages.hasRemaining();
    }

    /// What the leading handshake records hold: a message may span several of them.
    private static ByteBuffer handshake(ByteBuffer records) {
        ByteBuffer messages = ByteBuffer.allocate(records.remaining());
        while (records.remaining() >= RECORD_HEADER_BYTES && records.get() == HANDSHAKE) {
            records.getShort(); // its version
            int length = Math.min(Short.toUnsignedInt(records.getShort()), records.remaining());
            messages.put(records.slice(records.position(), length));
            records.position(records.position() + length);
        }
        return messages.flip();
    }

    /// Of a ServerKeyExchange over a named curve (RFC 8422 §5.4): curve, point, hash, signature.
    private static int hash(ByteBuffer exchange) {
        int at = NAMED_CURVE_BYTES + 1 + Byte.toUnsignedInt(exchange.get(NAMED_CURVE_BYTES));
        return Byte.toUnsignedInt(exchange.get(at));
    }
}
