package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;

/// A script stands for Maven: it tells what it was called with, and where.
@DisabledOnOs(OS.WINDOWS)
class BuildMeterTest {

    @TempDir private Path home;

    @TempDir private Path seen;

    private final List<Integer> progress = new ArrayList<>();

    @Test
    void theModuleIsBuiltFromCleanInACopyOfTheSourceAlone() throws Exception {
        for (String file : List.of("pom.xml", "mod/src/A.java", "mod/target/A.class", ".git/HEAD", "certs/generate.sh",
                "certs/server.p12", "certs/server-key.pem", "certs/password", ".mvn/maven.config")) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.writeString(home.resolve(file), "");
        }
        wrapper("pwd >> SEEN/pwd; find . -type f | sort > SEEN/files; echo \"$*\" >> SEEN/args; echo \"$JAVA_HOME\" > SEEN/jdk");

        List<Long> millis = BuildMeter.millis(home, Child.javaHome(), "mod", 2, progress::add);

        assertThat(millis).hasSize(2).allMatch(ms -> ms >= 0);
        assertThat(progress).containsExactly(1, 2, 3);
        assertThat(seen.resolve("args")).content().isEqualTo("""
                -q -B -Dfast -DskipTests -pl mod -am clean package
                -o -q -B -Dfast -DskipTests -pl mod -am clean package
                -o -q -B -Dfast -DskipTests -pl mod -am clean package
                """);
        assertThat(seen.resolve("files")).content().isEqualTo("""
                ./.mvn/maven.config
                ./certs/generate.sh
                ./mod/src/A.java
                ./mvnw
                ./pom.xml
                """);
        assertThat(seen.resolve("jdk")).content().isEqualTo(Child.javaHome() + "\n");
        Path copy = Path.of(Files.readAllLines(seen.resolve("pwd")).getFirst());
        assertThat(copy).isNotEqualTo(home).doesNotExist();
    }

    @Test
    void aBuildThatFailsIsToldWithItsLastLinesAndLeavesNothing() throws Exception {
        wrapper("pwd > SEEN/pwd; echo 'BUILD FAILURE'; exit 1");

        assertThatThrownBy(() -> BuildMeter.millis(home, Child.javaHome(), "mod", 2, progress::add))
                .isInstanceOf(IOException.class)
                .hasMessage("sh failed: BUILD FAILURE");
        assertThat(Path.of(Files.readAllLines(seen.resolve("pwd")).getFirst())).doesNotExist();
        assertThat(progress).isEmpty();
    }

    private void wrapper(String script) throws IOException {
        Files.writeString(home.resolve("mvnw"), "set -e\n" + script.replace("SEEN", seen.toString()) + "\n");
    }
}
