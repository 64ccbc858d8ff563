package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.stat.BuildChange;
import pudding.bench.stat.BuildChange.Trend;
import pudding.bench.stat.BuildCheck;
import pudding.bench.stat.BuildCheck.Result;
import pudding.bench.stat.BuildChecks;
import pudding.bench.stat.Direction;
import pudding.bench.stat.Interval;
import pudding.bench.stat.Verdict;

final class CiSummaryTest {

    private static final BuildChange WORSE = new BuildChange("cpu_less_jit_micros", "CPU per message",
            Direction.SMALLER, true, 1.412, new Interval(1.381, 1.444), Verdict.DIFFERS, Trend.WORSE);
    private static final BuildChange OPEN = new BuildChange("cpu_discard_less_jit_micros", "CPU without JSON",
            Direction.SMALLER, false, 1.1, null, null, Trend.NONE);

    @Test
    void theMarkdownBeginsWithTheMarkerAndHasAVerdictATableAndNotes() {
        BuildCheck check = new BuildCheck("plain-platform", Result.WORSE,
                "plain-platform: worse in practice in " + WORSE.words() + ".", List.of(WORSE, OPEN),
                List.of("A/A: fine.", "plain-platform@base: 12 runs valid."));
        assertThat(CiSummary.markdown(checks(List.of(check), List.of("new-one")))).isEqualTo("""
                <!-- pudding-ci -->
                **Pudding:** The newer build is worse. plain-platform: worse in practice in CPU per message × 1.41 \
                (95 % interval 1.38 to 1.44).

                | contender | metric | head / base | 95 % interval | verdict |
                | --- | --- | --- | --- | --- |
                | plain-platform | CPU per message | 1.41 | 1.38 to 1.44 | differs in practice: worse |
                | plain-platform | CPU without JSON (does not decide) | 1.10 | n/a | too few half-blocks |

                - plain-platform. A/A: fine.
                - plain-platform. plain-platform at base: 12 runs valid.
                - new-one. Skipped: the base has no such contender.
                - A ratio above 1 means that head takes more. Only a primary metric that differs in practice (95 % \
                interval wholly outside the margin, corrected for their number) and is worse fails the job.
                - Base: commit 0123456789ab; head: commit ba9876543210; Some CPU, JDK 25; seed 7.
                """);
    }

    @Test
    void whatAServerSaidBecomesNoLinkNoMentionNoImageAndNoHtml() {
        BuildCheck check = new BuildCheck("plain-platform", Result.FAILED, "plain-platform: a run failed: "
                + "![x](https://evil.example/x.png) @everyone <img src=x> www.evil.example `rm` #12 | a\n\n# Title",
                List.of(), List.of());
        String markdown = CiSummary.markdown(checks(List.of(check), List.of()));
        assertThat(markdown.replace(CiSummary.MARKER, "")).doesNotContain("](", "://", "@", "<", ">", "www.", "`", "#",
                "\n# ").contains("a run failed: x(https:/ /evil.example/x.png) at everyone img src=x");
    }

    @Test
    void theMarkdownFitsIntoAComment() {
        BuildCheck check = new BuildCheck("plain-platform", Result.FAILED, "x".repeat(100_000), List.of(),
                Collections.nCopies(200, "y".repeat(100_000)));
        assertThat(CiSummary.markdown(checks(List.of(check), List.of()))).hasSizeLessThan(60_000);
    }

    @Test
    void theTerminalEndsWithTheVerdict() {
        BuildCheck check = new BuildCheck("plain-platform", Result.WORSE, "plain-platform: worse.", List.of(WORSE),
                List.of());
        assertThat(CiSummary.terminal(checks(List.of(check), List.of()), Screen.plain(160)))
                .contains("CPU per message", "1.38 to 1.44", "seed 7.")
                .endsWith("The newer build is worse. plain-platform: worse.");
    }

    @Test
    void bothFilesAreWritten(@TempDir Path dir) throws IOException {
        BuildCheck check = new BuildCheck("plain-platform", Result.WORSE, "worse.", List.of(WORSE), List.of());
        CiSummary.write(dir, checks(List.of(check), List.of()));
        assertThat(Files.readString(dir.resolve("summary.md"))).startsWith(CiSummary.MARKER);
        assertThat(Files.readString(dir.resolve("ci.json"))).contains("\"schema\" : 1", "\"result\" : \"WORSE\"",
                "\"direction\" : \"SMALLER\"", "\"low\" : 1.381");
    }

    private static BuildChecks checks(List<BuildCheck> checks, List<String> skipped) {
        return BuildChecks.of("commit 0123456789ab", "commit ba9876543210", "Some CPU, JDK 25", 7, checks, skipped);
    }
}
