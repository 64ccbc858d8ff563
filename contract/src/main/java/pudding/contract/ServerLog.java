package pudding.contract;

import java.net.SocketAddress;
import java.util.regex.Pattern;

/// One line on standard error for each thing that went wrong, at most [#MAX_LINES_PER_SECOND] a second.
///
/// Safe for use by many threads at once. Lines left out are counted, and the next line says how many.
public final class ServerLog {

    private static final int MAX_LINES_PER_SECOND = 20;
    private static final int MAX_LINE_CHARS = 500;
    /// What could end a line, or show another than it is: control and format characters, and separators of lines.
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MINUTE_NANOS = 60 * SECOND_NANOS;

    private long windowStartNanos = System.nanoTime();
    private long acceptFailedNanos = windowStartNanos - MINUTE_NANOS;
    private int linesInWindow;
    private long leftOut;

    /// A peer was refused.
    public void rejected(SocketAddress peer, Rejection rejection) {
        line(peer + " " + rejection.refusal().key() + ": " + rejection.sentence());
    }

    /// No connection can be accepted: said once, and again when a minute went by without.
    public void acceptFailed(Throwable cause) {
        long now = System.nanoTime();
        boolean first;
        synchronized (this) {
            first = now - acceptFailedNanos >= MINUTE_NANOS;
            acceptFailedNanos = now;
        }
        if (first) {
            failed("Accepting fails, and is tried again", cause);
        }
    }

    /// Something of the server's own went wrong.
    public void failed(String what, Throwable cause) {
        line(what + ": " + cause);
    }

    /// An ordinary line, under the same limit.
    ///
    /// @param text may quote a peer, as some exceptions of JSSE's do: what is printed is one line, and not a long one
    public void line(String text) {
        String line;
        synchronized (this) {
            long now = System.nanoTime();
            if (now - windowStartNanos >= SECOND_NANOS) {
                windowStartNanos = now;
                linesInWindow = 0;
            }
            if (++linesInWindow > MAX_LINES_PER_SECOND) {
                leftOut++;
                return;
            }
            line = printable(text) + (leftOut == 0 ? "" : " (" + leftOut + " lines left out before)");
            leftOut = 0;
        }
        System.err.println(line);
    }

    private static String printable(String text) {
        String start = text.length() > MAX_LINE_CHARS ? text.substring(0, MAX_LINE_CHARS) + "..." : text;
        return UNPRINTABLE.matcher(start).replaceAll("?");
    }
}
