package pudding.bench.load;

/// Where a slow client is slow: it sends one byte a second there, and all before it at once.
public enum SlowLayer {
    /// The TLS handshake: the ClientHello.
    TLS_HANDSHAKE,
    /// A TLS record of an open WebSocket, with a frame in it.
    TLS_RECORD,
    /// The request head, which never ends: a byte in each TLS record.
    HTTP_HEADER,
    /// The header of one frame after another: pongs without payload, each whole after six seconds.
    FRAME_HEADER,
    /// The payload of a text message.
    PAYLOAD
}
