package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Checks the validator against the JDK's decoder, whole and in pieces.
final class Utf8ValidatorTest {

    /// Edges of every range of RFC 3629 §4, and their neighbours.
    private static final int[] EDGES = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
        0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFE, 0xFF};

    @Test
    void everySequenceOfOneOrTwoBytesIsJudgedAsByTheJdk() {
        for (int first = 0; first < 256; first++) {
            assertAgrees(bytes(first));
            for (int second = 0; second < 256; second++) {
                assertAgrees(bytes(first, second));
            }
        }
    }

    @Test
    void everySequenceOfThreeOrFourEdgeBytesIsJudgedAsByTheJdk() {
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    assertAgrees(bytes(first, second, third));
                    for (int fourth : EDGES) {
                        byte[] sequence = bytes(first, second, third, fourth);
                        assertThat(valid(sequence)).as(hex(sequence)).isEqualTo(validForTheJdk(sequence));
                    }
                }
            }
        }
    }

    @Test
    void everyCodePointIsValid() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                assertThat(valid(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8))).isTrue();
            }
        }
    }

    @Test
    void randomTextWithADamagedByteIsJudgedAsByTheJdkAndSplitAnywhere() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] text = randomText(random);
            assertThat(valid(text)).isTrue();
            assertAgrees(text);
            if (text.length > 0) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
                assertAgrees(text);
            }
        }
    }

    @Test
    void aBadByteIsSeenWhereverItStandsInLongText() {
        byte[] text = "x".repeat(64).getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < text.length; at++) {
            for (int from = 0; from <= at; from++) {
                byte[] damaged = text.clone();
                damaged[at] = (byte) 0xFF;
                assertThat(new Utf8Validator().append(damaged, from, damaged.length - from)).isFalse();
                assertThat(new Utf8Validator().append(damaged, from, at - from)).isTrue();
            }
        }
    }

    // The byte after which no continuation can help.
    @ParameterizedTest
    @CsvSource({"80, 1", "C0, 1", "C1, 1", "F5, 1", "FF, 1", "E0 80, 2", "E0 9F, 2", "ED A0, 2", "ED BF, 2",
        "F0 80, 2", "F0 8F, 2", "F4 90, 2", "C2 41, 2", "C2 C2, 2", "E1 80 41, 3", "E1 80 C2, 3", "F1 80 80 41, 4",
        "41 42 E2 82 AC ED A0 80, 7"})
    void itFailsAtTheFirstByteThatCannotBeValid(String hex, int bad) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        Utf8Validator validator = new Utf8Validator();
        for (int i = 0; i < bad - 1; i++) {
            assertThat(validator.append(bytes, i, 1)).as("byte %d", i + 1).isTrue();
        }
        assertThat(validator.append(bytes, bad - 1, 1)).as("byte %d", bad).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'', true", "41, true", "C2, false", "E2 82, false", "F0 9F 8D, false", "E2 82 AC, true"})
    void textMayNotEndWithinACharacter(String hex, boolean complete) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        Utf8Validator validator = new Utf8Validator();
        assertThat(validator.append(bytes, 0, bytes.length)).isTrue();
        assertThat(validator.isComplete()).isEqualTo(complete);
    }

    @Test
    void onlyTheRangeIsRead() {
        Utf8Validator validator = new Utf8Validator();
        assertThat(validator.append(bytes(0xFF, 0x41, 0xFF), 1, 1)).isTrue();
        assertThat(validator.isComplete()).isTrue();
    }

    /// Whole, split at every point, and one byte at a time.
    private static void assertAgrees(byte[] bytes) {
        boolean expected = validForTheJdk(bytes);
        for (int split = 0; split <= bytes.length; split++) {
            Utf8Validator validator = new Utf8Validator();
            boolean valid = validator.append(bytes, 0, split)
                    && validator.append(bytes, split, bytes.length - split)
                    && validator.isComplete();
            assertThat(valid).as("%s split at %d", hex(bytes), split).isEqualTo(expected);
        }
        Utf8Validator validator = new Utf8Validator();
        boolean valid = true;
        for (int i = 0; i < bytes.length && valid; i++) {
            valid = validator.append(bytes, i, 1);
        }
        assertThat(valid && validator.isComplete()).as("%s byte by byte", hex(bytes)).isEqualTo(expected);
    }

    private static boolean valid(byte[] bytes) {
        Utf8Validator validator = new Utf8Validator();
        return validator.append(bytes, 0, bytes.length) && validator.isComplete();
    }

    private static boolean validForTheJdk(byte[] bytes) {
        try {
            // A new decoder reports malformed input.
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] randomText(Random random) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        List<Integer> limits = new ArrayList<>(Arrays.asList(0x80, 0x800, 0xD800, 0x110000));
        for (int i = random.nextInt(30); i > 0; i--) {
            int codePoint = random.nextInt(limits.get(random.nextInt(4)));
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                text.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return text.toByteArray();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
