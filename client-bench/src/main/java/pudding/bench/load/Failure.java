package pudding.bench.load;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Why a connection did not open, or was lost. Equal failures are counted together.
public sealed interface Failure {

    /// Nothing listens there.
    record Refused() implements Failure {
    }

    /// No open WebSocket within the connect timeout.
    record Timeout() implements Failure {
    }

    /// The connection was reset.
    record Reset() implements Failure {
    }

    /// The connection ended without a Close frame, a response, or the end of the TLS handshake.
    record Ended() implements Failure {
    }

    /// TLS failed.
    ///
    /// @param why as the TLS library says it
    record Tls(String why) implements Failure {
    }

    /// The upgrade was answered with another status than 101.
    record Upgrade(int status) implements Failure {
    }

    /// The server sent a Close frame.
    ///
    /// @param code its code, 1005 when it has none (RFC 6455 §7.1.5)
    record Closed(int code) implements Failure {
    }

    /// The server broke a rule of HTTP or WebSocket.
    record Breach(String sentence) implements Failure {
    }

    /// The generator's process, or this machine, has no file descriptor left (EMFILE, ENFILE).
    record NoDescriptor() implements Failure {
    }

    /// This machine has no port left from which to connect to the server (EADDRNOTAVAIL of `connect`, EADDRINUSE
    /// of `bind`); [Sources] gives more.
    record NoPort() implements Failure {
    }

    /// This machine could not for another reason, such as a missing route; or the generator itself failed.
    record Local(String why) implements Failure {
    }

    /// A short word, with the code where there is one; it never changes, and never holds another's text.
    default String kind() {
        return switch (this) {
            case Refused() -> "refused";
            case Timeout() -> "timeout";
            case Reset() -> "reset";
            case Ended() -> "ended";
            case Tls(_) -> "tls";
            case Upgrade(int status) -> "upgrade " + status;
            case Closed(int code) -> "closed " + code;
            case Breach(_) -> "breach";
            case NoDescriptor() -> "descriptors";
            case NoPort() -> "ports";
            case Local(_) -> "local";
        };
    }

    /// A few words for the reader, the same for the same kind, code and text.
    default String label() {
        return switch (this) {
            case Refused(),Timeout(),Reset(),Upgrade(_),Closed(_) -> kind();
            case Ended() -> "ended without close";
            case Tls(String why) -> "tls: " + why;
            case Breach(String sentence) -> "breach: " + sentence;
            case NoDescriptor() -> "no file descriptor left here";
            case NoPort() -> "no local port left";
            case Local(String why) -> "local: " + why;
        };
    }

    /// Whether the generator's side is what has nothing left, so that nothing is said of the server.
    default boolean isLocal() {
        return switch (this) {
            case NoDescriptor(),NoPort(),Local(_) -> true;
            case Refused(),Timeout(),Reset(),Ended(),Tls(_),Upgrade(_),Closed(_),Breach(_) -> false;
        };
    }

    /// The kind of an exception of the transport or of TLS.
    static Failure of(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> new Ended();
            case Throwable e when says(root(e), "too many open files") -> new NoDescriptor();
            case Throwable e when isPortless(root(e)) -> new NoPort();
            case DecoderException e when e.getCause() != null -> of(e.getCause());
            case SSLException e when e.getCause() instanceof ClosedChannelException -> new Ended();
            case SSLException e -> new Tls(text(root(e)));
            case ClosedChannelException _ -> new Ended();
            case ConnectTimeoutException _ -> new Timeout();
            case ConnectException e when says(e, "refused") -> new Refused();
            case IOException e when says(e, "reset") || says(e, "broken pipe") -> new Reset();
            default -> new Local(text(root(cause)));
        };
    }

    /// `bind` gives EADDRNOTAVAIL too: for an address that this machine does not have.
    private static boolean isPortless(Throwable e) {
        return says(e, "address already in use")
                || (says(e, "cannot assign requested address") && !says(e, "bind(") && !(e instanceof BindException));
    }

    private static boolean says(Throwable e, String word) {
        return text(e).toLowerCase(Locale.ROOT).contains(word);
    }

    /// The innermost cause says what is wrong, with a certificate for instance; the outer ones only that something
    /// is.
    private static Throwable root(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    private static String text(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
