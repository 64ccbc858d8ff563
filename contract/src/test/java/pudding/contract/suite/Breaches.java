package pudding.contract.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What a client must not send, or not like that, made of a [FrameSequence] that is right; has no state.
///
/// It is not said what is wrong, nor that anything is: some changes are harmless where they fall.
public final class Breaches {

    private static final int MASK_BIT = 0x80;
    private static final int MASK_BYTES = 4;

    private Breaches() {
    }

    /// A sequence of frames with one thing changed, and perhaps cut short; the same for the same seed.
    public static byte[] of(long seed) {
        Random random = new Random(~seed);
        List<byte[]> frames = FrameSequence.of(seed).frames();
        int at = random.nextInt(frames.size());
        byte[] frame = frames.get(at);
        switch (random.nextInt(8)) {
            case 0 -> frame[random.nextInt(2)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> frame[0] = (byte) random.nextInt(256);
            case 2 -> frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
            case 3 -> frames.set(at, longer(frame, random));
            case 4 -> frames.set(at, announcing(frame, random));
            case 5 -> frames.remove(at);
            case 6 -> frames.add(at, Frames.frame(Frames.FIN | Frames.CLOSE, closePayload(random), random.nextInt()));
            default -> frames.addAll(at, fragmentsWithoutEnd(random));
        }
        byte[] bytes = Frames.concat(frames.toArray(byte[][]::new));
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    /// The same frame with its length in a longer form than it needs.
    private static byte[] longer(byte[] frame, Random random) {
        int extra = random.nextBoolean() ? Short.BYTES : Long.BYTES;
        int length = frame[1] & 0x7F;
        if (length > 125) {
            return frame;
        }
        byte[] header = new byte[2 + extra];
        header[0] = frame[0];
        header[1] = (byte) (MASK_BIT | (extra == Short.BYTES ? 126 : 127));
        header[header.length - 1] = (byte) length;
        return Frames.concat(header, Arrays.copyOfRange(frame, 2, frame.length));
    }

    /// The header alone, with any length of 64 bits: mostly more than is allowed, or negative.
    private static byte[] announcing(byte[] frame, Random random) {
        byte[] header = FrameSequence.bytes(2 + Long.BYTES + MASK_BYTES, random);
        header[0] = frame[0];
        header[1] = (byte) (MASK_BIT | 127);
        Arrays.fill(header, 2, 2 + random.nextInt(Long.BYTES + 1), (byte) 0);
        return header;
    }

    private static byte[] closePayload(Random random) {
        byte[] payload = FrameSequence.bytes(1 + random.nextInt(6), random);
        // Else the code alone would be wrong nearly always.
        payload[0] = (byte) random.nextInt(0x03, 0x14);
        return payload;
    }

    private static List<byte[]> fragmentsWithoutEnd(Random random) {
        byte[][] fragments = new byte[FrameSequence.MAX_MESSAGE_FRAMES + 1][];
        Arrays.setAll(fragments, i -> Frames.frame(i == 0 ? Frames.TEXT : Frames.CONTINUATION, new byte[0],
                random.nextInt()));
        return List.of(fragments);
    }
}
