package pudding.bench.load;

/// Every message of a session so far. A message is sent when the socket has taken its last byte.
///
/// @param sent           messages sent
/// @param sentBytes      payload bytes of those
/// @param digestSum      sum, modulo 2⁶⁴, of the digests that a server must find in those
/// @param acked          acknowledgements of messages that were waiting for one
/// @param ackedDigestSum sum, modulo 2⁶⁴, of the digests that those acknowledgements gave
/// @param mismatches     acknowledgements with a wrong digest, out of order, or not readable
public record Ledger(long sent, long sentBytes, long digestSum, long acked, long ackedDigestSum, long mismatches) {

    static final Ledger EMPTY = new Ledger(0, 0, 0, 0, 0, 0);

    Ledger plus(Ledger other) {
        return new Ledger(sent + other.sent, sentBytes + other.sentBytes, digestSum + other.digestSum,
                acked + other.acked, ackedDigestSum + other.ackedDigestSum, mismatches + other.mismatches);
    }
}
