package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.BatchCodec;
import pudding.contract.Digest;
import pudding.contract.Rejection;
import pudding.contract.TelemetryBatch;
import pudding.contract.TelemetryBatch.Reading;
import pudding.contract.UsageException;

final class PayloadsTest {

    private static final int PAYLOADS = 300;

    private final BatchCodec codec = new BatchCodec();

    @ParameterizedTest
    @ValueSource(ints = {512, 513, 1_000, 10_240, 16_384, 70_000})
    void everyMessageHasExactlyTheSizeAskedFor(int bytes) throws UsageException {
        for (int i = 0; i < 50; i++) {
            String text = Payloads.one(1, i, bytes).text(Payloads.seq(0, i), Payloads.EPOCH_MICROS + i);

            assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
        }
    }

    @Test
    void theServersCodecReadsEachPayload() throws UsageException, Rejection {
        for (int i = 0; i < PAYLOADS; i++) {
            Payload payload = Payloads.one(2, i, Payloads.DEFAULT_BYTES);

            TelemetryBatch batch = read(payload, Payloads.seq(17, i), Payloads.EPOCH_MICROS + 7L * i);

            assertThat(batch.seq()).isEqualTo(1_000_017_000_000_000L + i);
            assertThat(batch.timeMicros()).isEqualTo(Payloads.EPOCH_MICROS + 7L * i);
            assertThat(batch.readings()).hasSize(payload.readings()).hasSizeBetween(90, 115);
            assertThat(batch.tags()).containsKey("pad");
        }
    }

    @Test
    void theTwoDigestsAgreeOnEveryPayload() throws UsageException, Rejection {
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < PAYLOADS; i++) {
            Payload payload = Payloads.one(3, i, Payloads.DEFAULT_BYTES);
            long seq = Payloads.seq((int) random.below(100_000), random.below(1_000_000_000));
            long time = Payloads.EPOCH_MICROS + random.below(1_000_000_000_000L);

            assertThat(payload.digest(seq, time)).isEqualTo(Digest.of(read(payload, seq, time)));
            assertThat(Payload.hex(payload.digest(seq, time))).isEqualTo(Digest.hex(payload.digest(seq, time)));
        }
    }

    @Test
    void payloadsAreAllDifferentAndDependOnTheSeedAlone() throws UsageException {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < PAYLOADS; i++) {
            texts.add(text(4, i));
            texts.add(text(5, i));
        }

        assertThat(texts).hasSize(2 * PAYLOADS);
        assertThat(text(4, 11)).isEqualTo(text(4, 11));
    }

    @Test
    void valuesAreAsVariedAsADeviceSendsThem() throws UsageException, Rejection {
        Set<Integer> decimals = new HashSet<>();
        Set<Boolean> negative = new HashSet<>();
        Set<Boolean> large = new HashSet<>();
        Set<String> units = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Payload payload = Payloads.one(6, i, Payloads.DEFAULT_BYTES);
            String text = payload.text(Payloads.FIRST_SEQ, Payloads.EPOCH_MICROS);
            assertThat(text).contains("\\\"").contains("🌡");
            text.lines()
                    .flatMap(line -> java.util.regex.Pattern.compile("\"value\":-?[0-9]+\\.([0-9]+),").matcher(line)
                            .results())
                    .forEach(match -> decimals.add(match.group(1).length()));
            for (Reading reading : read(payload, Payloads.FIRST_SEQ, Payloads.EPOCH_MICROS).readings()) {
                negative.add(reading.value() < 0);
                large.add(Math.abs(reading.value()) > 1e9);
                units.add(reading.unit());
            }
        }

        assertThat(decimals).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
        assertThat(negative).hasSize(2);
        assertThat(large).hasSize(2);
        assertThat(units).contains("°C", "µg/m³", "V");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 511, (1 << 20) + 1})
    void aSizeThatCannotBeIsRefusedInOneSentence(int bytes) {
        assertThatThrownBy(() -> Payloads.one(1, 0, bytes))
                .isInstanceOf(UsageException.class)
                .hasMessage("A message has from 512 to 1048576 bytes.");
    }

    private static String text(long seed, int index) throws UsageException {
        return Payloads.one(seed, index, Payloads.DEFAULT_BYTES).text(Payloads.FIRST_SEQ, Payloads.EPOCH_MICROS);
    }

    private TelemetryBatch read(Payload payload, long seq, long time) throws Rejection {
        byte[] bytes = payload.text(seq, time).getBytes(StandardCharsets.UTF_8);
        return codec.read(bytes, 0, bytes.length);
    }
}
