package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
final class BatchCodecTest {

    private static final String GOOD = """
            {"id":"d-1","seq":7,"timeMicros":1790000000000000,"tags":{"site":"Köln ☃ 🍮"},
             "readings":[{"sensor":"t","value":-1.5e2,"unit":"°C","quality":3,"timeMicros":-4},
                         {"sensor":"","value":7,"unit":"","quality":0,"timeMicros":9223372036854775807}]}
            """;
    private static final String TOO_DEEP_OR_LONG =
            "The JSON is nested too deep, or a name, number or string is too long";

    private final BatchCodec codec;

    BatchCodecTest(BatchCodec.Binding binding) {
        codec = new BatchCodec(binding);
    }

    @Test
    void aBatchIsReadMemberByMember() throws Exception {
        assertThat(read(GOOD)).isEqualTo(new TelemetryBatch("d-1", 7, 1_790_000_000_000_000L,
                Map.of("site", "Köln ☃ 🍮"),
                List.of(new TelemetryBatch.Reading("t", -150, "°C", 3, -4),
                        new TelemetryBatch.Reading("", 7, "", 0, Long.MAX_VALUE))));
    }

    @Test
    void onlyTheRangeIsRead() throws Exception {
        byte[] bytes = ("]]" + GOOD + "}}").getBytes(StandardCharsets.UTF_8);
        assertThat(codec.read(bytes, 2, bytes.length - 4)).isEqualTo(read(GOOD));
    }

    @Test
    void membersMayComeInAnyOrderAndEscaped() throws Exception {
        assertThat(read("""
                {"readings":[],"tags":{},"s\\u0065q":1,"timeMicros":2,"id":"\\ud83c\\udf6e\\n"}"""))
                .isEqualTo(new TelemetryBatch("🍮\n", 1, 2, Map.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            ``                            | The message is not a telemetry batch.
            {                             | The message is not JSON.
            hello                         | The message is not JSON.
            {'id':"d"}                    | The message is not JSON.
            {"id":'d'}                    | The message is not JSON: see member id.
            {id:"d"}                      | The message is not JSON.
            {"id":"d",}                   | The message is not JSON: see member id.
            {/**/"id":"d"}                | The message is not JSON.
            {"id"/**/:"d"}                | The message is not JSON: see member id.
            {"id"://                      | The message is not JSON: see member id.
            {#                            | The message is not JSON.
            {"id":"\\x"}                  | The message is not JSON: see member id.
            {"id":"\t"}                   | The message is not JSON: see member id.
            {"@class":"java.lang.Object"} | The message is not a telemetry batch: see member id.
            ["java.lang.Object",{}]       | The message is not a telemetry batch.
            null                          | The message is null.
            []                            | The message is not a telemetry batch.
            "{}"                          | The message is not a telemetry batch.
            1                             | The message is not a telemetry batch.
            {}                            | The message is not a telemetry batch: see member id.
            """)
    void whatIsNoObjectIsRefused(String json, String sentence) {
        assertRefused(json, sentence);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "id":"d-1"         | "id":null          | id
            "id":"d-1"         | "id":1             | id
            "id":"d-1"         | "id":1.5           | id
            "id":"d-1"         | "id":true          | id
            "id":"d-1"         | "id":["d-1"]       | id
            "id":"d-1",        | ``                 | id
            "seq":7,           | ``                 | seq
            "seq":7            | "seq":null         | seq
            "seq":7            | "seq":"7"          | seq
            "seq":7            | "seq":""           | seq
            "seq":7            | "seq":7.0          | seq
            "seq":7            | "seq":true         | seq
            "seq":7            | "seq":9223372036854775808 | seq
            "seq":7            | "seq":[7]          | seq
            "seq":7            | "seq":1e3          | seq
            "seq":7            | "seq":-9223372036854775809 | seq
            "readings":[       | "readings":"","x":[ | readings
            "readings":[       | "readings":{},"x":[ | readings
            "tags":{"site":    | "tags":[],"x":{"site": | tags
            "tags":{"site":    | "tags":"","x":{"site": | tags
            "tags":{"site":    | "tags":{"site":1,"x": | tags.?
            "tags":{"site":    | "tags":{"site":null,"x": | tags.?
            "readings":[       | "readings":[null,  | readings[0]
            "readings":[       | "readings":[[],    | readings[0]
            "readings":[       | "readings":[{},    | readings[0].sensor
            "value":7          | "value":"7"        | readings[1].value
            "value":7          | "value":null       | readings[1].value
            "value":7          | "value":true       | readings[1].value
            "value":7          | "value":1e309      | readings[1].value
            "value":7          | "value":-1e999     | readings[1].value
            "quality":3        | "quality":4        | readings[0].quality
            "quality":3        | "quality":-1       | readings[0].quality
            "quality":3        | "quality":2147483648 | readings[0].quality
            "quality":3        | "quality":1.0      | readings[0].quality
            "unit":"°C"        | "unit":7           | readings[0].unit
            "unit":"°C",       | ``                 | readings[0].unit
            "id":"d-1"         | "id":"d-1","own":1 | ?
            "unit":"°C"        | "unit":"","own":1  | readings[0].?
            """)
    void aMemberThatDoesNotFitIsNamedButNotQuoted(String member, String instead, String path) {
        assertThat(GOOD).contains(member);
        assertRefused(GOOD.replace(member, instead),
                "The message is not a telemetry batch: see member " + path + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", "1.", ".5", "0x7", "1_0"})
    void numbersAreThoseOfJson(String number) {
        assertRefused(GOOD.replace("-1.5e2", number), "The message is not JSON: see member readings[0].value.");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "seq":7            | "seq":7,"seq":7            | seq
            "seq":7            | "seq":7,"s\\u0065q":7       | seq
            "site":            | "site":"","site":          | tags.?
            "site":            | "a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","a":"","site": | tags.?
            "site":            | "a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","i":"","site": | tags.?
            "unit":"°C"        | "unit":"°C","unit":"°C"    | readings[0].unit
            """)
    void duplicateMembersAreRefused(String member, String instead, String path) {
        assertRefused(GOOD.replace(member, instead), "A member is given twice: see member " + path + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "null", "x", "]", "}", ",", "//", "\u0000", "\uFEFF"})
    void nothingMayFollowTheObject(String more) {
        assertRefused(GOOD + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void otherEncodingsAreRefusedWithAndWithoutAMark(String charset) {
        assertRefused(GOOD.getBytes(Charset.forName(charset)));
        assertRefused(("\uFEFF" + GOOD).getBytes(Charset.forName(charset)));
    }

    // RFC 8259 §8.1.
    @Test
    void aByteOrderMarkIsRefused() {
        assertRefused("\uFEFF" + GOOD, "The message is not JSON.");
    }

    @Test
    void nestingWithoutEndIsRefusedWithoutOverflowingTheStack() {
        String deep = "[".repeat(100_000);
        assertRefused(deep);
        assertRefused(GOOD.replace("\"tags\":{", "\"tags\":{\"x\":" + deep));
        assertRefused("{\"own\":" + "{\"a\":".repeat(100_000));
    }

    @Test
    void namesAndNumbersHaveALongestLength() throws Exception {
        assertThat(read(GOOD.replace("site", "n".repeat(256))).tags()).hasSize(1);
        assertRefused(GOOD.replace("site", "n".repeat(257)),
                TOO_DEEP_OR_LONG + ": see member tags.");
        assertRefused(GOOD.replace("id", "n".repeat(257)), TOO_DEEP_OR_LONG + ".");
        assertThat(read(GOOD.replace("-1.5e2", "0." + "1".repeat(63))).readings().getFirst().value())
                .isEqualTo(0.1111111111111111);
        assertRefused(GOOD.replace("-1.5e2", "0." + "1".repeat(64)),
                TOO_DEEP_OR_LONG + ": see member readings[0].value.");
        assertRefused(GOOD.replace("\"seq\":7", "\"seq\":" + "1".repeat(65)), TOO_DEEP_OR_LONG + ": see member seq.");
    }

    @Test
    void manyMembersWithNamesOfTheirOwnAreTaken() throws Exception {
        StringBuilder tags = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            tags.append("\"tag-").append(i).append("\":\"").append(i).append("\",");
        }
        assertThat(read(GOOD.replace("\"tags\":{", "\"tags\":{" + tags)).tags()).hasSize(1_001)
                .containsEntry("tag-999", "999");
    }

    @Test
    void numbersThatUnderflowAreZero() throws Exception {
        assertThat(read(GOOD.replace("-1.5e2", "-1e-400")).readings().getFirst().value()).isEqualTo(-0.0);
    }

    @Test
    void stringsHaveALongestLengthToo() throws Exception {
        assertThat(read(GOOD.replace("d-1", "x".repeat(1_000_000))).id()).hasSize(1_000_000);
        assertRefused(GOOD.replace("d-1", "x".repeat((1 << 20) + 100_000)), TOO_DEEP_OR_LONG + ": see member id.");
        assertRefused(GOOD.replace("d-1", "ü".repeat((1 << 20) + 100_000)), TOO_DEEP_OR_LONG + ": see member id.");
    }

    @Test
    void thePathNamesNothingThatThePeerMadeUp() {
        assertRefused(GOOD.replace("\"tags\":{", "\"tags\":{\"secret\":{\"own\":"),
                "The message is not a telemetry batch: see member tags.?.");
        assertRefused(GOOD.replace("\"id\":\"d-1\"", "\"secret\":{\"own\":tru}"),
                "The message is not JSON: see member ?.?.");
        assertRefused(GOOD.replace("\"id\":\"d-1\"", "\"id\":\"\",\"secret\":{\"own\":1}"),
                "The message is not a telemetry batch: see member ?.");
    }

    @Test
    void everyTruncationIsRefused() {
        byte[] whole = GOOD.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            int cut = length;
            assertThatExceptionOfType(Rejection.class).isThrownBy(() -> codec.read(whole, 0, cut));
        }
    }

    @Test
    void oneCodecServesManyVirtualThreads() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TelemetryBatch>> batches = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                String json = GOOD.replace("\"seq\":7", "\"seq\":" + i);
                batches.add(threads.submit(() -> {
                    assertRefused(json.substring(0, 40), "The message is not JSON: see member timeMicros.");
                    return read(json);
                }));
            }
            for (int i = 0; i < batches.size(); i++) {
                assertThat(batches.get(i).get().seq()).isEqualTo(i);
            }
        }
    }

    private TelemetryBatch read(String json) throws Rejection {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return codec.read(bytes, 0, bytes.length);
    }

    private void assertRefused(String json) {
        assertRefused(json.getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(byte[] bytes) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> codec.read(bytes, 0, bytes.length))
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_BATCH));
    }

    private void assertRefused(String json, String sentence) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> read(json))
                .withMessage(sentence)
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_BATCH));
    }
}
