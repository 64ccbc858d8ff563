package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.jmh.Messages;

/// The tuned codec takes and refuses what databind does, with the same record or the same sentence.
final class BindingsTest {

    private static final String SMALL = """
            {"id":"d-1","seq":7,"timeMicros":1790000000000000,"tags":{"site":"Köln ☃","a":"\\u0041"},
             "readings":[{"sensor":"t","value":-1.5e2,"unit":"°C","quality":3,"timeMicros":-4},
                         {"sensor":"u","value":7,"unit":"","quality":0,"timeMicros":9}]}""";

    /// What mutations put in.
    private static final List<String> PIECES = List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-",
            "0",
            "1e999", "9223372036854775808", "1.0", "\"\"", "\"id\":", "\"x\":1,", "\"seq\":1,", "\"unit\":\"\",",
            "\"s\\u0065q\":", "\"value\":", "{}", "[]", "NaN", " ", "\t", "\u0000", "ü", "/*", "1".repeat(65),
            "n".repeat(257));

    private final BatchCodec databind = new BatchCodec(BatchCodec.Binding.DATABIND);
    private final BatchCodec tuned = new BatchCodec(BatchCodec.Binding.TUNED);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mutatedMessagesAreReadOrRefusedAlike(long seed) {
        Random random = new Random(seed);
        byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
        int taken = 0;
        int total = 5_000;
        for (int i = 0; i < total; i++) {
            byte[] mutant = good;
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                mutant = mutate(mutant, random);
            }
            if (isUtf8(mutant)) {
                taken += assertAlike(mutant) ? 1 : 0;
            }
        }
        assertThat(taken).as("some mutants are still batches, most are not").isBetween(total / 100, total / 2);
    }

    @Test
    void membersInAnyOrderAreReadAlike() {
        List<String> members = new ArrayList<>(List.of("\"sensor\":\"s\"", "\"value\":1.5", "\"unit\":\"V\"",
                "\"quality\":1", "\"timeMicros\":2"));
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(members, random);
            String reading = "{" + String.join(",", members) + "}";
            assertThat(assertAlike(("{\"readings\":[" + reading + "," + reading
                    + "],\"tags\":{},\"timeMicros\":1,\"seq\":2,\"id\":\"\"}").getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
    }

    @Test
    void messagesOfAComparisonAreReadAlike() {
        Messages messages = new Messages();
        for (int i = 0; i < Messages.COUNT; i++) {
            assertThat(assertAlike(messages.next())).isTrue();
        }
    }

    /// Whether the message is taken, by both.
    private boolean assertAlike(byte[] message) {
        Object byDatabind = outcome(databind, message);
        assertThat(outcome(tuned, message)).as("%s", new String(message, StandardCharsets.UTF_8))
                .isEqualTo(byDatabind);
        return byDatabind instanceof TelemetryBatch;
    }

    private static Object outcome(BatchCodec codec, byte[] message) {
        try {
            return codec.read(message, 0, message.length);
        } catch (Rejection e) {
            return e.refusal() + " " + e.sentence();
        }
    }

    private static byte[] mutate(byte[] from, Random random) {
        int at = random.nextInt(from.length);
        int until = Math.min(from.length, at + random.nextInt(random.nextBoolean() ? 3 : 40));
        byte[] piece = switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(0x80)};
            case 2 -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            default -> {
                int start = random.nextInt(from.length);
                yield Arrays.copyOfRange(from, start, Math.min(from.length, start + random.nextInt(60)));
            }
        };
        byte[] mutant = new byte[at + piece.length + from.length - until];
        System.arraycopy(from, 0, mutant, 0, at);
        System.arraycopy(piece, 0, mutant, at, piece.length);
        System.arraycopy(from, until, mutant, at + piece.length, from.length - until);
        return mutant;
    }

    private static boolean isUtf8(byte[] bytes) {
        Utf8Validator validator = new Utf8Validator();
        return validator.append(bytes, 0, bytes.length) && validator.isComplete();
    }
}
