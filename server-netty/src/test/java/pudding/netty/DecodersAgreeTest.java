package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.suite.Breaches;
import pudding.contract.suite.Cuts;
import pudding.contract.suite.Decoded;
import pudding.contract.suite.FrameSequence;
import pudding.plain.PlainDecoder;

/// Both servers make the same of what a client sends: the same messages and control frames, and of what is no
/// WebSocket the same refusal after the same messages, however the bytes are cut. A failure names its seed.
final class DecodersAgreeTest {

    private static final int SEQUENCES = 200;
    private static final int RANDOM_CUTS = 2;

    @ParameterizedTest
    @ValueSource(longs = {1})
    void onWhatAClientMaySend(long block) {
        for (long seed = block * SEQUENCES; seed < (block + 1) * SEQUENCES; seed++) {
            FrameSequence sequence = FrameSequence.of(seed);
            for (List<byte[]> pieces : Cuts.of(sequence.bytes(), RANDOM_CUTS)) {
                assertThat(netty(pieces)).as("seed %d", seed).hasToString(sequence.events().toString());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void onWhatAClientMustNotSend(long block) {
        for (long seed = block * SEQUENCES; seed < (block + 1) * SEQUENCES; seed++) {
            agree(Breaches.of(seed), "seed " + seed);
        }
    }

    static void agree(byte[] bytes, String of) {
        for (List<byte[]> pieces : Cuts.of(bytes, RANDOM_CUTS)) {
            Decoded plain = Decoded.by(new PlainDecoder(), pieces);
            assertThat(netty(pieces)).as("%s: plain says %s", of, plain.rejection()).hasToString(plain.toString());
        }
    }

    private static Decoded netty(List<byte[]> pieces) {
        try (NettyDecoder decoder = new NettyDecoder()) {
            return Decoded.by(decoder, pieces);
        }
    }
}
