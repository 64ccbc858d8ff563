package pudding.plain;

import pudding.contract.Rejection;
import pudding.contract.suite.Decoded;
import pudding.contract.suite.FrameSequence;

/// The plain server's decoder, reached from within its package, for a comparison with Netty's.
public final class PlainDecoder implements Decoded.Decoder {

    private final FrameDecoder decoder = new FrameDecoder(FrameSequence.MAX_MESSAGE_BYTES,
            FrameSequence.MAX_MESSAGE_FRAMES);

    @Override
    public void feed(byte[] bytes, int from, int to, Decoded into) throws Rejection {
        decoder.feed(bytes, from, to);
        for (Event event = decoder.next(); event != null; event = decoder.next()) {
            switch (event) {
                case Event.Text(byte[] text, int offset, int length) -> into.text(text, offset, length);
                case Event.Binary(byte[] binary, int offset, int length) -> into.binary(binary, offset, length);
                case Event.Ping(byte[] payload) -> into.ping(payload);
                case Event.Pong(byte[] payload) -> into.pong(payload);
                case Event.Close(int code, String reason) -> {
                    into.close(code, reason);
                    return;
                }
            }
        }
    }
}
