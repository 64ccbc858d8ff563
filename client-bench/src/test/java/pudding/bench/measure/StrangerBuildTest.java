package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;
import pudding.bench.server.Contender;

@EnabledOnOs({OS.LINUX, OS.MAC})
class StrangerBuildTest {

    @TempDir private Path directory;

    private final List<String> failed = new ArrayList<>();

    @Test
    void aStrangerIsBuiltInItsDirectoryAndWeighed() throws Exception {
        Evidence.Artefact artefact =
                weigh(0, List.of("sh", "-c", "echo 12345678 > out && mkdir -p lib/deep && echo 1 > "
                        + "lib/deep/a && echo \"$JAVA_HOME\" > home && echo {dir} > dir"), "out", "lib/**");

        assertThat(failed).isEmpty();
        assertThat(artefact.name()).isEqualTo("stranger");
        assertThat(artefact.compileMillis()).hasSize(1);
        assertThat(artefact.shippedBytes()).isEqualTo(Map.of("out", 9L, "lib/deep/a", 2L));
        assertThat(directory.resolve("home")).content().isEqualToIgnoringNewLines(Child.javaHome().toString());
        assertThat(directory.resolve("dir")).content().isEqualToIgnoringNewLines(directory.toString());
    }

    @Test
    void manyFilesAreOneSum() throws Exception {
        Evidence.Artefact artefact = weigh(0, List.of("sh", "-c",
                "mkdir many && for i in $(seq 100); do echo 1 > many/$i; done"), "many/*");

        assertThat(artefact.shippedBytes()).isEqualTo(Map.of("many/*", 200L));
    }

    @Test
    void timedBuildsComeAfterOneThatIsNotTimed() throws Exception {
        assertThat(weigh(2, List.of("sh", "-c", "echo x >> built")).compileMillis()).hasSize(2);
        assertThat(Files.readAllLines(directory.resolve("built"))).hasSize(3);
    }

    @Test
    void oneThatCannotBeBuiltIsToldAndHasNoFigures() throws Exception {
        Evidence.Artefact artefact = weigh(0, List.of("sh", "-c", "echo no compiler; exit 1"), "out");

        assertThat(failed).containsExactly("stranger could not be built: sh failed: no compiler");
        assertThat(artefact.compileMillis()).isEmpty();
        assertThat(artefact.shippedBytes()).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeShipped() throws Exception {
        weigh(0, List.of(), "absent/*");

        assertThat(failed).containsExactly("stranger ships \"absent/*\", and there is no such file.");
    }

    @Test
    void aCheckGoesNoFurtherThanABuildThatFails() {
        Contender stranger = stranger(List.of("sh", "-c", "echo no compiler; exit 1"), "absent/*");

        assertThatThrownBy(() -> Artefacts.require(directory, Child.javaHome(), stranger, _ -> {
        })).isInstanceOf(IOException.class).hasMessage("stranger could not be built: sh failed: no compiler");
        assertThatThrownBy(() -> Artefacts.require(directory, Child.javaHome(), stranger(List.of("true"), "absent/*"),
                _ -> {
                })).isInstanceOf(IOException.class)
                .hasMessage("stranger ships \"absent/*\", and there is no such file.");
    }

    private Contender stranger(List<String> command, String... ships) {
        return new Contender("stranger", "", directory, List.of("true"), Map.of(),
                new Contender.Ready.Port(), "/", null, null, null, Contender.Stop.TERM, null,
                new Contender.Build(command, List.of(ships)), false);
    }

    private Evidence.Artefact weigh(int runs, List<String> command, String... ships) throws Exception {
        return StrangerBuild.of(stranger(command, ships), directory, Child.javaHome()).weigh(runs, _ -> {
        }, failed::add);
    }
}
