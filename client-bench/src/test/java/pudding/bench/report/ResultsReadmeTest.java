package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.stat.Caveat;
import pudding.contract.UsageException;

final class ResultsReadmeTest {

    private static final Published OLD = published("2026-01-01T00:00:00Z", "quick", List.of());
    private static final Published SOUND = published("2026-02-01T00:00:00Z", "full", List.of(), "forest-light.svg",
            "forest-dark.svg", "split-light.svg", "percentiles-light.svg", "percentiles-dark.svg");
    private static final Published VOID = published("2026-03-01T00:00:00Z", "article",
            List.of(new Caveat(Caveat.Kind.VOID, "The comparison is void")));

    @Test
    void theHistoryIsListedNewestFirst() {
        assertThat(ResultsReadme.list(sorted(OLD, VOID, SOUND)).lines().filter(line -> line.startsWith("| 2026"))
                .map(line -> line.substring(2, 12))).containsExactly("2026-03-01", "2026-02-01", "2026-01-01");
    }

    @Test
    void aVoidComparisonIsListedAndNotOnTop() {
        String list = ResultsReadme.list(sorted(OLD, VOID, SOUND));
        assertThat(list).contains("## The comparison shown first: full, 2026-02-01")
                .contains("**The comparison is void**");
    }

    @Test
    void aNewerComparisonOfASmallerProfileDoesNotTakeThePlaceOfAFullOne() {
        Published newer = published("2026-04-01T00:00:00Z", "quick", List.of());

        assertThat(ResultsReadme.list(sorted(SOUND, newer))).contains("first: full, 2026-02-01");
        assertThat(ResultsReadme.list(sorted(VOID, OLD, newer))).contains("first: quick, 2026-04-01");
    }

    @Test
    void aVoidComparisonThatIsTheOnlyOneSaysSoOnTop() {
        assertThat(ResultsReadme.list(sorted(VOID))).contains("To be read with it: The comparison is void.");
    }

    @Test
    void thePageGetsHeadlinesTableWhereAndTwoPictures() throws Exception {
        String page = ResultsReadme.onTop("a\n<!-- published:begin -->\nold\n<!-- published:end -->\nb\n",
                sorted(OLD, SOUND), "results/");
        assertThat(page).isEqualTo("""
                a
                <!-- published:begin -->

                **Equal TLS:** a \\| b: inconclusive.

                |  | a |
                | --- | ---: |

                One `full` run, 2026-02-01: A machine. [Its whole table, with every ratio, interval and verdict, the \
                other contenders, the article's columns and every warning](results/2026-02-01-x-full/table.md).

                <picture><source media="(prefers-color-scheme: dark)" srcset="results/2026-02-01-x-full/forest-dark.svg">\
                <img alt="Ratios to the baseline with their intervals, against the margin; the figures are in the table \
                of the comparison" src="results/2026-02-01-x-full/forest-light.svg"></picture>

                <img alt="Where the CPU time of a message goes; the figures are in the table of the comparison" \
                src="results/2026-02-01-x-full/split-light.svg">

                <!-- published:end -->
                b
                """.replace("\\|", "|"));
        assertThat(ResultsReadme.onTop(page, sorted(OLD, SOUND), "results/")).isEqualTo(page);
    }

    @Test
    void aBarInASentenceDoesNotBreakTheTable() {
        assertThat(ResultsReadme.list(sorted(OLD))).contains("| Equal TLS: a \\| b: inconclusive. |");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"none\n", "<!-- published:begin -->\n", "<!-- published:end -->\n<!-- published:begin -->\n",
                "<!-- published:begin -->\n<!-- published:begin -->\n<!-- published:end -->\n"})
    void aPageWithoutOneBlockIsRefused(String page) {
        assertThatThrownBy(() -> ResultsReadme.onTop(page, List.of(), "results/")).isInstanceOf(UsageException.class)
                .hasMessageStartingWith("README.md needs one line");
    }

    private static List<Published> sorted(Published... published) {
        return List.of(published).stream().sorted(Published.order()).toList();
    }

    private static Published published(String measured, String kind, List<Caveat> caveats, String... files) {
        Publication says = new Publication(Publication.SCHEMA, measured, "x", kind, List.of("a"), "A machine",
                "A machine.", List.of(new Publication.Headline("Equal TLS", "a | b: inconclusive.")), caveats, "0123",
                "compare", "");
        return new Published(says.folder(), says, null, new TreeSet<>(List.of(files)), "|  | a |\n| --- | ---: |\n");
    }
}
