package pudding.plain;

import java.util.Arrays;

/// What the decoder delivers: one whole message, or one control frame.
///
/// A message's array is that which was fed, or one that the decoder gathered and has let go of; a driver that
/// hands the event to another thread copies the former.
// Records, because their parts are matched; they are never compared.
@SuppressWarnings("ArrayRecordComponent")
sealed interface Event {

    /// The same event, not referring to `borrowed`.
    @SuppressWarnings("ReferenceEquality")
    default Event apartFrom(byte[] borrowed) {
        return switch (this) {
            case Text(byte[] bytes, int offset, int length) when bytes == borrowed ->
                    new Text(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
            case Binary(byte[] bytes, int offset, int length) when bytes == borrowed ->
                    new Binary(Arrays.copyOfRange(bytes, offset, offset + length), 0, length);
            case Text _,Binary _,Ping _,Pong _,Close _ -> this;
        };
    }

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
    /// @param code one that may be sent, or [pudding.contract.CloseCodes#NONE]
    record Close(int code, String reason) implements Event {
    }
}
