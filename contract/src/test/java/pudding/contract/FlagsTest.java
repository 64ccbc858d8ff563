package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FlagsTest {

    private static final List<Flags.Flag> KNOWN = List.of(
            new Flags.Flag("--count", "N", "how many"),
            new Flags.Flag("--colour", "red|dark_blue", "which"),
            new Flags.Flag("--loud", null, "shout"));

    private enum Colour {
        RED, DARK_BLUE
    }

    @Test
    void valuesFollowTheNameOrAnEqualsSign() throws Exception {
        assertThat(parse("--count", "7", "--colour=red").text("--count")).contains("7");
        assertThat(parse("--count=7", "--loud").text("--count")).contains("7");
        assertThat(parse("--colour=a=b").text("--colour")).contains("a=b");
        assertThat(parse("--colour=").text("--colour")).contains("");
        assertThat(parse("--colour", "a/b").path("--colour")).contains(Path.of("a", "b"));
        assertThat(parse("--count", "-7").text("--count")).contains("-7");
    }

    @Test
    void whatIsNotGivenIsAbsent() throws Exception {
        Flags none = parse();
        assertThat(none.given("--loud")).isFalse();
        assertThat(none.text("--count")).isEmpty();
        assertThat(none.path("--count")).isEmpty();
        assertThat(none.integer("--count", 3, 0, 9)).isEqualTo(3);
        assertThat(none.choice("--colour", Colour.class)).isEmpty();
        assertThat(parse("--loud").given("--loud")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --bogus        | Unknown flag --bogus; see --help.
            --bogus=1      | Unknown flag --bogus; see --help.
            bogus          | Unknown flag bogus; see --help.
            -h             | Unknown flag -h; see --help.
            --Count 1      | Unknown flag --Count; see --help.
            --loud=yes     | --loud takes no value.
            --loud yes     | Unknown flag yes; see --help.
            --count        | --count needs a value: N.
            --count --loud | --count needs a value: N.
            --count 1 --count=2 | --count is given twice.
            --loud --loud  | --loud is given twice.
            --help --help  | --help is given twice.
            """)
    void whatDoesNotFitIsOneSentence(String line, String sentence) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> parse(line.split(" ", -1)))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.0", "-1", "10", "99999999999", "0x1", " 1"})
    void aNumberOutsideItsRangeIsOneSentence(String value) throws Exception {
        Flags flags = parse("--count=" + value);
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> flags.integer("--count", 3, 0, 9))
                .withMessage("--count takes a whole number from 0 to 9.");
    }

    @Test
    void bothEndsOfARangeAreInIt() throws Exception {
        assertThat(parse("--count=0").integer("--count", 3, 0, 9)).isZero();
        assertThat(parse("--count=9").integer("--count", 3, 0, 9)).isEqualTo(9);
    }

    @Test
    void aChoiceIsWrittenInLowerCase() throws Exception {
        assertThat(parse("--colour=dark_blue").choice("--colour", Colour.class)).contains(Colour.DARK_BLUE);
        Flags flags = parse("--colour=RED");
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> flags.choice("--colour", Colour.class))
                .withMessage("--colour takes one of red, dark_blue.");
    }

    @Test
    void helpHasALineForEachFlag() {
        assertThat(Flags.help("server: serves.", KNOWN).lines()).containsExactly(
                "server: serves.",
                "",
                "  --count N                          how many",
                "  --colour red|dark_blue             which",
                "  --loud                             shout",
                "  --help                             print this and exit",
                "  --version                          print the version and exit");
    }

    private static Flags parse(String... args) throws UsageException {
        return Flags.parse(args, KNOWN);
    }
}
