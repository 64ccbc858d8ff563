package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.Rejection;
import pudding.contract.suite.Cuts;
import pudding.contract.suite.Decoded;
import pudding.contract.suite.FrameSequence;
import pudding.contract.suite.Frames;

/// What must hold for every sequence of frames, tried on many that are generated. A failure names its seed.
final class FrameRoundTripTest {

    private static final int SEQUENCES = 300;
    private static final int RANDOM_CUTS = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatAClientSendsIsDecodedToWhatItMeant(long block) {
        for (long seed = block * SEQUENCES; seed < (block + 1) * SEQUENCES; seed++) {
            FrameSequence sequence = FrameSequence.of(seed);
            for (List<byte[]> pieces : Cuts.of(sequence.bytes(), RANDOM_CUTS)) {
                Decoded decoded = decode(pieces);
                assertThat(decoded.rejection()).as("seed %d", seed).isNull();
                assertThat(decoded.events()).as("seed %d", seed).isEqualTo(sequence.events());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void whatIsDecodedAndEncodedAgainIsDecodedToTheSame(long block) throws Rejection {
        for (long seed = block * SEQUENCES; seed < (block + 1) * SEQUENCES; seed++) {
            FrameSequence sequence = FrameSequence.of(seed);
            List<byte[]> echoes = new ArrayList<>();
            byte[] bytes = sequence.bytes();
            FrameDecoder decoder = new FrameDecoder(FrameSequence.MAX_MESSAGE_BYTES, FrameSequence.MAX_MESSAGE_FRAMES);
            decoder.feed(bytes, 0, bytes.length);
            // A Close comes last, and is the last to be asked for.
            while (echoes.size() < sequence.events().size()) {
                echoes.add(masked(encode(Objects.requireNonNull(decoder.next()))));
            }
            assertThat(decode(echoes).events()).as("seed %d", seed).isEqualTo(sequence.events());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 1_000, 65_535, 65_536, FrameSequence.MAX_MESSAGE_BYTES})
    void everyFormOfLengthComesBack(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        byte[] echo = masked(FrameEncoder.encode(Opcode.BINARY, payload, 0, length));
        Decoded expected = new Decoded();
        expected.binary(payload, 0, length);
        assertThat(decode(List.of(echo))).hasToString(expected.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void aMaskComesOffWhereverTheBytesAreCut(long block) {
        for (long seed = block * SEQUENCES; seed < (block + 1) * SEQUENCES; seed++) {
            Random random = new Random(seed);
            byte[] payload = new byte[random.nextInt(100)];
            random.nextBytes(payload);
            int maskKey = random.nextInt();
            byte[] frame = Frames.frame(Frames.FIN | Frames.BINARY, payload, maskKey);
            byte[] masked = Arrays.copyOfRange(frame, frame.length - payload.length, frame.length);
            int cut = random.nextInt(payload.length + 1);
            int turned = Masking.unmask(masked, 0, cut, Integer.reverseBytes(maskKey));
            Masking.unmask(masked, cut, masked.length, turned);
            assertThat(masked).as("seed %d, cut at %d", seed, cut).isEqualTo(payload);
        }
    }

    private static Decoded decode(List<byte[]> pieces) {
        return PlainFrames.decode(pieces, FrameSequence.MAX_MESSAGE_BYTES, FrameSequence.MAX_MESSAGE_FRAMES);
    }

    private static byte[] encode(Event event) {
        return switch (event) {
            case Event.Text(byte[] bytes, int offset, int length) ->
                    FrameEncoder.encode(Opcode.TEXT, bytes, offset, length);
            case Event.Binary(byte[] bytes, int offset, int length) ->
                    FrameEncoder.encode(Opcode.BINARY, bytes, offset, length);
            case Event.Ping(byte[] payload) -> FrameEncoder.encode(Opcode.PING, payload, 0, payload.length);
            case Event.Pong(byte[] payload) -> FrameEncoder.encode(Opcode.PONG, payload, 0, payload.length);
            case Event.Close(int code, String reason) -> FrameEncoder.close(code, reason);
        };
    }

    /// A server's frame as a client would send it.
    private static byte[] masked(byte[] frame) {
        int header = 2 + switch (frame[1]) {
            case 126 -> Short.BYTES;
            case 127 -> Long.BYTES;
            default -> 0;
        };
        byte[] key = {1, 2, 3, (byte) 0x84};
        byte[] masked = Frames.concat(Arrays.copyOf(frame, header), key,
                Arrays.copyOfRange(frame, header, frame.length));
        masked[1] |= (byte) 0x80;
        for (int i = 0; i < frame.length - header; i++) {
            masked[header + key.length + i] ^= key[i % key.length];
        }
        return masked;
    }
}
