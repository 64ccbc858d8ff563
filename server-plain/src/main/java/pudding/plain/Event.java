package pudding.plain;

/// What the decoder delivers: one whole message, or one control frame.
///
/// A message's array is that which was fed, or one that the decoder gathered and has let go of; a driver that
/// hands the event to another thread copies the former.
sealed interface Event {

    /// A text message, already known to be UTF-8.
    record Text(byte[] bytes, int offset, int length) implements Event {
    }

    record Binary(byte[] bytes, int offset, int length) implements Event {
    }

    record Ping(byte[] payload) implements Event {
    }

    record Pong(byte[] payload) implements Event {
    }

    /// The peer's last frame.
    ///
    /// @param code one that may be sent, or [CloseCodes#NONE]
    record Close(int code, String reason) implements Event {
    }
}
