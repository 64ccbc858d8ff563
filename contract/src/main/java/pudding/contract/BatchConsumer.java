package pudding.contract;

/// What a server does with the text of one message of `/ingest` or `/ack`; safe for use by many threads at once.
///
/// [Ingest] is the one that servers use. Tests wrap it to make a server that loses, skips or delays.
public interface BatchConsumer {

    /// Deserialises, checks, digests and counts one message.
    ///
    /// @param bytes the message, already known to be UTF-8; only read, and not kept
    /// @return what `/ack` answers
    /// @throws Rejection when it is not the JSON of a batch; nothing has been counted then
    Receipt accept(byte[] bytes, int offset, int length) throws Rejection;

    /// The same, but a failure of the consumer itself costs the message's connection and nobody else's.
    ///
    /// @throws Rejection also when the consumer fails, with 1011, unless the failure ends the process ([Failures])
    default Receipt acceptOrReject(byte[] bytes, int offset, int length) throws Rejection {
        try {
            return accept(bytes, offset, length);
        } catch (RuntimeException | Error e) {
            throw Failures.rejection(e);
        }
    }

    /// Proof that a message was deserialised.
    ///
    /// @param seq    the message's number
    /// @param digest its [Digest]
    record Receipt(long seq, long digest) {

        /// The text message that `/ack` sends.
        public String toJson() {
            return "{\"seq\":" + seq + ",\"digest\":\"" + Digest.hex(digest) + "\"}";
        }
    }
}
