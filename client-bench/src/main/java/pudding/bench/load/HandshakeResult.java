package pudding.bench.load;

import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;

/// How making handshakes went. One is complete when both ends have finished it, which the server's answer to one small
/// request proves: what is counted, and costs the server's CPU, is a connection's whole set-up, from accept to
/// close, with that request. Full and resumed differ in the session alone.
///
/// @param asked           connections begun
/// @param completed       of those, handshakes complete at both ends
/// @param resumed         of those, resumed: the server sent no certificate. Where they were to be resumed it lacks
///                        the first in each place, which has no session yet; none at all means that the server
///                        does not resume, as BoringSSL without stateless tickets under TLS 1.3
/// @param failures        the others, by kind
/// @param seconds         from the start of the first connection to the end of the last
/// @param handshakeMicros from the start of a TCP connection until TLS is complete at the client; not its end
/// @param negotiated      protocol and suite of complete ones: one entry when all have the same
public record HandshakeResult(int asked, int completed, int resumed, Map<Failure, Integer> failures, double seconds,
        Histogram handshakeMicros, Set<String> negotiated) {

    /// Whether every handshake was completed.
    public boolean isComplete() {
        return completed == asked;
    }

    /// Complete handshakes a second.
    public double perSecond() {
        return completed / seconds;
    }

    /// Of the complete handshakes, the share that was resumed, 0 to 1; 0 where none was completed.
    public double resumedShare() {
        return completed == 0 ? 0 : (double) resumed / completed;
    }
}
