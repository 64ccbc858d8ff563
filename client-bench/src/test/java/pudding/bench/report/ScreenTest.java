package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static pudding.bench.stat.Samples.evidence;
import static pudding.bench.stat.Samples.loadedRun;

import org.junit.jupiter.api.Test;
import pudding.bench.measure.Evidence;
import pudding.bench.measure.RunRecord.Outcome;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Compare;
import pudding.bench.stat.Comparison;
import pudding.bench.stat.Verdict;

final class ScreenTest {

    private static final Screen COLOURED = new Screen(80, true);

    @Test
    void colourIsOnlyWhereItIsAskedFor() {
        Screen plain = Screen.plain(80);
        assertThat(plain.bold("a") + plain.alarm("b") + plain.verdict(Verdict.DIFFERS.words()))
                .isEqualTo("ab" + Verdict.DIFFERS.words());
        assertThat(COLOURED.bold("a")).isEqualTo("\033[1ma\033[0m");
    }

    @Test
    void everyVerdictHasItsColourAndOtherWordsHaveNone() {
        for (Verdict verdict : Verdict.values()) {
            assertThat(COLOURED.verdict("  " + verdict.words() + "; 8 half-blocks")).startsWith("\033[")
                    .endsWith("half-blocks\033[0m");
        }
        assertThat(COLOURED.verdict("not judged")).isEqualTo("not judged");
    }

    @Test
    void linesAreBrokenBetweenWords() {
        assertThat(new Screen(9, false).wrapped("one two three\nfour")).isEqualTo("one two\nthree\nfour");
        assertThat(new Screen(3, false).wrapped("longer than that")).isEqualTo("longer\nthan\nthat");
    }

    @Test
    void colourTakesNoRoomInTheTable() {
        Evidence evidence = evidence(Profile.QUICK, false, loadedRun("plain-platform", Outcome.OK, 100_000),
                loadedRun("netty-jdk", Outcome.OK, 80_000));
        Comparison comparison = Compare.of(evidence);
        String coloured = TerminalTable.render(evidence, comparison, COLOURED);
        assertThat(coloured).contains("\033[1m");
        // A painted cell keeps the blanks that end a line.
        assertThat(coloured.replaceAll("\033\\[\\d+m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(TerminalTable.render(evidence, comparison, Screen.plain(80)));
    }
}
