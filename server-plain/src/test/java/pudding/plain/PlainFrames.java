package pudding.plain;

import java.util.List;
import pudding.contract.Rejection;
import pudding.contract.suite.Decoded;

/// Has a fresh [FrameDecoder] decode pieces, as a driver would.
final class PlainFrames implements Decoded.Decoder {

    private final FrameDecoder decoder;

    private PlainFrames(int maxMessageBytes, int maxMessageFrames) {
        decoder = new FrameDecoder(maxMessageBytes, maxMessageFrames);
    }

    static Decoded decode(List<byte[]> pieces, int maxMessageBytes, int maxMessageFrames) {
        return Decoded.by(new PlainFrames(maxMessageBytes, maxMessageFrames), pieces);
    }

    @Override
    public void feed(byte[] bytes, int from, int to, Decoded into) throws Rejection {
        decoder.feed(bytes, from, to);
        for (Event event = decoder.next(); event != null; event = decoder.next()) {
            tell(event, into);
            if (event instanceof Event.Close) {
                // It is not asked again.
                return;
            }
        }
    }

    static void tell(Event event, Decoded into) {
        switch (event) {
            case Event.Text(byte[] bytes, int offset, int length) -> into.text(bytes, offset, length);
            case Event.Binary(byte[] bytes, int offset, int length) -> into.binary(bytes, offset, length);
            case Event.Ping(byte[] payload) -> into.ping(payload);
            case Event.Pong(byte[] payload) -> into.pong(payload);
            case Event.Close(int code, String reason) -> into.close(code, reason);
        }
    }
}
