package pudding.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pudding.bench.server.TestHome;

/// The workflows run with a token, some on other people's commits: none may give more away than it must.
final class WorkflowsTest {

    static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(TestHome.root().resolve(".github/workflows"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedToACommitAndSaysItsVersion(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).filteredOn(line -> line.contains("uses:")).isNotEmpty()
                .allMatch(line -> line.matches("\\s+(- )?uses: [\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void permissionsAreNamedAndNoneWritesButWhatComments(Path file) throws IOException {
        JsonNode workflow = read(file);
        List<JsonNode> granted = new ArrayList<>(List.of(workflow.path("permissions")));
        assertThat(granted.getFirst().isObject()).isTrue();
        jobs(workflow).forEach(job -> granted.add(job.path("permissions")));
        List<String> writing = granted.stream().flatMap(permissions -> permissions.propertyStream())
                .filter(permission -> !permission.getValue().asText().equals("read"))
                .map(permission -> permission.getKey() + ": " + permission.getValue().asText()).toList();
        assertThat(writing).isEqualTo(file.endsWith("benchmark-comment.yml")
                ? List.of("pull-requests: write")
                : List.of());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noPullRequestRunsWithTheRightsOfTheRepository(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContain("pull_request_target", "secrets.");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noScriptIsPutTogetherFromWhatOthersWrote(Path file) throws IOException {
        for (JsonNode step : steps(read(file))) {
            assertThat(step.path("run").asText() + step.path("with").path("script").asText()).doesNotContain("${{");
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void whatRunsBesideAForksTextChecksNothingOut(Path file) throws IOException {
        JsonNode workflow = read(file);
        if (Files.readString(file).contains("workflow_run:")) {
            assertThat(steps(workflow)).noneMatch(step -> step.has("run"))
                    .noneMatch(step -> step.path("uses").asText().startsWith("actions/checkout@"));
        }
        assertThat(steps(workflow)).filteredOn(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .allMatch(step -> "false".equals(step.path("with").path("persist-credentials").asText()));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasATimeOutAndEveryWorkflowAGroup(Path file) throws IOException {
        JsonNode workflow = read(file);
        assertThat(jobs(workflow)).isNotEmpty().allMatch(job -> job.path("timeout-minutes").isInt());
        assertThat(workflow.path("concurrency").path("group").isTextual()).isTrue();
    }

    private static JsonNode read(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file));
    }

    private static List<JsonNode> jobs(JsonNode workflow) {
        return workflow.path("jobs").valueStream().toList();
    }

    private static List<JsonNode> steps(JsonNode workflow) {
        return jobs(workflow).stream().flatMap(job -> job.path("steps").valueStream()).toList();
    }
}
