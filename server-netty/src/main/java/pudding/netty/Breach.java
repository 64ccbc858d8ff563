package pudding.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Failures;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.TlsRules;
import pudding.contract.Utf8Validator;

/// Tells which refusal an exception of Netty's, or a Close of the peer's, amounts to; has no state.
final class Breach {

    private Breach() {
    }

    /// What `thrown` amounts to; null when the peer is just gone.
    static @Nullable Rejection of(Throwable thrown, int maxMessageBytes) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        return switch (cause) {
            case Rejection rejection -> rejection;
            case CorruptedWebSocketFrameException corrupt -> of(corrupt, maxMessageBytes);
            case SSLException _ -> ofTls(cause);
            case IOException _ -> null;
            default -> Failures.rejection(cause);
        };
    }

    private static Rejection of(CorruptedWebSocketFrameException corrupt, int maxMessageBytes) {
        int code = corrupt.closeStatus().code();
        if (code == Refusal.TOO_BIG.code()) {
            return new Rejection(Refusal.TOO_BIG,
                    "The message is larger than " + maxMessageBytes + " bytes.");
        }
        return new Rejection(Refusal.PROTOCOL, "Protocol error: " + corrupt.getMessage() + ".");
    }

    /// The failure of a TLS handshake or record.
    static Rejection ofTls(Throwable cause) {
        // Netty's message holds the peer's bytes, and a log line is no place for them.
        return cause instanceof NotSslRecordException
                ? new Rejection(Refusal.TLS, "The peer does not speak TLS.")
                : TlsRules.rejection(cause);
    }

    /// What is wrong with the payload of a Close, or null (RFC 6455 §5.5.1); Netty has refused half a code.
    static @Nullable Rejection of(CloseWebSocketFrame close) {
        int code = close.statusCode();
        if (code == -1) {
            return null;
        }
        if (!CloseCodes.maySend(code)) {
            return new Rejection(Refusal.PROTOCOL, "Close code " + code + " must not be sent.");
        }
        byte[] reason = ByteBufUtil.getBytes(close.content().slice().skipBytes(Short.BYTES));
        Utf8Validator utf8 = new Utf8Validator();
        return utf8.append(reason, 0, reason.length) && utf8.isComplete()
                ? null
                : new Rejection(Refusal.NOT_UTF8, "The reason of a close frame is not UTF-8.");
    }
}
