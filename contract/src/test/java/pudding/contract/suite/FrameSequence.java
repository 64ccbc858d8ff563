package pudding.contract.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// What a client may send, generated from a seed: messages of all lengths, in fragments with control frames between.
///
/// @param frames each as bytes, masked
/// @param events what they must be decoded to, in the words of [Decoded]
public record FrameSequence(List<byte[]> frames, List<String> events) {

    /// What the decoders under test are to allow.
    public static final int MAX_MESSAGE_BYTES = 70_000;

    public static final int MAX_MESSAGE_FRAMES = 12;

    private static final int MAX_CONTROL_BYTES = 125;

    /// On both sides of the borders between the forms of length, and of a mask and of eight bytes.
    private static final int[] LENGTHS =
            {0, 1, 3, 4, 5, 7, 8, 9, 124, 125, 126, 127, 65_535, 65_536, MAX_MESSAGE_BYTES};

    /// A sequence without a breach; the same for the same seed.
    public static FrameSequence of(long seed) {
        Random random = new Random(seed);
        FrameSequence sequence = new FrameSequence(new ArrayList<>(), new ArrayList<>());
        for (int i = random.nextInt(4); i >= 0; i--) {
            sequence.addMessage(random);
        }
        sequence.addControls(random);
        if (random.nextInt(4) == 0) {
            sequence.addClose(random);
        }
        return sequence;
    }

    public byte[] bytes() {
        return Frames.concat(frames.toArray(byte[][]::new));
    }

    private void addMessage(Random random) {
        addControls(random);
        int length = random.nextInt(8) == 0 ? LENGTHS[random.nextInt(LENGTHS.length)] : random.nextInt(300);
        boolean text = random.nextBoolean();
        byte[] payload = text ? text(length, random) : bytes(length, random);
        int fragments = random.nextBoolean() ? 1 : 1 + random.nextInt(MAX_MESSAGE_FRAMES);
        int from = 0;
        for (int i = 1; i <= fragments; i++) {
            boolean last = i == fragments;
            int to = last ? length : from + random.nextInt(length - from + 1);
            int opcode = i > 1 ? Frames.CONTINUATION : text ? Frames.TEXT : Frames.BINARY;
            add(opcode | (last ? Frames.FIN : 0), Arrays.copyOfRange(payload, from, to), random);
            if (!last) {
                addControls(random);
            }
            from = to;
        }
        addEvent(text ? "text" : "binary",
                text ? new String(payload, StandardCharsets.UTF_8) : HexFormat.of().formatHex(payload));
    }

    private void addControls(Random random) {
        for (int i = random.nextInt(6); i > 3; i--) {
            boolean ping = random.nextBoolean();
            byte[] payload = bytes(random.nextInt(MAX_CONTROL_BYTES + 1), random);
            add(Frames.FIN | (ping ? Frames.PING : Frames.PONG), payload, random);
            addEvent(ping ? "ping" : "pong", HexFormat.of().formatHex(payload));
        }
    }

    private void addClose(Random random) {
        if (random.nextBoolean()) {
            add(Frames.FIN | Frames.CLOSE, new byte[0], random);
            addEvent("close", "1005");
        } else {
            int code = random.nextBoolean() ? 1000 : 3000 + random.nextInt(2000);
            byte[] reason = text(random.nextInt(MAX_CONTROL_BYTES - 1), random);
            byte[] payload = ByteBuffer.allocate(2 + reason.length).putShort((short) code).put(reason).array();
            add(Frames.FIN | Frames.CLOSE, payload, random);
            addEvent("close", reason.length == 0 ? Integer.toString(code)
                    : code + " " + new String(reason, StandardCharsets.UTF_8));
        }
    }

    private void add(int firstByte, byte[] payload, Random random) {
        frames.add(Frames.frame(firstByte, payload, random.nextInt()));
    }

    private void addEvent(String kind, String content) {
        events.add(content.isEmpty() ? kind : kind + " " + content);
    }

    static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// UTF-8 of exactly `length` bytes, with characters of one to four.
    static byte[] text(int length, Random random) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            bytes.put(Character.toString(character(Math.min(bytes.remaining(), 1 + random.nextInt(4)), random))
                    .getBytes(StandardCharsets.UTF_8));
        }
        return bytes.array();
    }

    private static int character(int utf8Bytes, Random random) {
        return switch (utf8Bytes) {
            case 1 -> random.nextInt(0x80);
            case 2 -> random.nextInt(0x80, 0x800);
            case 3 -> random.nextBoolean() ? random.nextInt(0x800, 0xD800) : random.nextInt(0xE000, 0x10000);
            default -> random.nextInt(0x10000, 0x110000);
        };
    }
}
