package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.measure.Checkout;
import pudding.bench.server.Contender;
import pudding.bench.server.TestHome;
import pudding.bench.stat.BuildCheck.Result;
import pudding.contract.UsageException;

@Isolated("it takes the standard streams")
final class CiCommandTest {

    private static final String DESCRIPTORS = "client-bench/src/main/resources/contenders";

    @TempDir private Path dir;

    @ParameterizedTest
    @CsvSource({"FAILED, 1", "WORSE, 1", "NOT_WORSE, 0", "NOTHING, 3"})
    void onlyALossOrAFailureEndsWithOne(Result result, int status) {
        assertThat(CiCommand.status(result)).isEqualTo(status);
    }

    @Test
    void aDirectoryThatIsNoCheckoutIsWrongUsage() {
        assertThat(refused("--base", dir.toString(), "--head", TestHome.root().toString()))
                .isEqualTo(dir + " is no checkout of this project: it has no " + DESCRIPTORS + ".");
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "101"})
    void aNumberOfBlocksWithoutAnIntervalIsWrongUsage(String blocks) {
        assertThat(refused("--base", dir.toString(), "--head", dir.toString(), "--blocks", blocks))
                .isEqualTo("--blocks takes a number from 2 to 100; fewer give no interval.");
    }

    @Test
    void bothBuildsMustBeNamed() {
        assertThat(refused("--base", dir.toString())).contains("--head");
    }

    @Test
    void eachBuildDescribesItsContendersItself() throws Exception {
        Checkout base = checkout("base", "one", "two");
        Checkout head = checkout("head", "one", "two", "three");
        Builds builds = Builds.of(base, head, List.of("two", "one", "two"));
        assertThat(builds.names()).containsExactly("two", "one");
        SequencedMap<String, Contender> pair = Objects.requireNonNull(builds.pairs().get("one"));
        assertThat(pair.sequencedKeySet()).containsExactly("one@base", "one@head");
        assertThat(pair.firstEntry().getValue().start()).containsExactly("{dir}/run", "base", "{port}");
        assertThat(pair.firstEntry().getValue().directory()).isEqualTo(base.root());
        assertThat(pair.lastEntry().getValue().start()).containsExactly("{dir}/run", "head", "{port}");
        assertThat(pair.lastEntry().getValue().description()).isEqualTo("the one; head, unknown commit");
    }

    @Test
    void aContenderThatIsNewIsSkipped() throws Exception {
        Builds builds = Builds.of(checkout("base", "one"), checkout("head", "one", "two"), List.of("one", "two"));
        assertThat(builds.names()).containsExactly("one");
        assertThat(builds.skipped()).containsExactly("two");
    }

    @Test
    void aContenderThatIsGoneIsWrongUsage() throws Exception {
        Checkout base = checkout("base", "one", "two");
        Checkout head = checkout("head", "one");
        assertThatThrownBy(() -> Builds.of(base, head, List.of("two"))).isInstanceOf(UsageException.class)
                .hasMessage("The base has the contender two, and the head has it no more.");
        assertThatThrownBy(() -> Builds.of(base, head, List.of("../one"))).isInstanceOf(UsageException.class)
                .hasMessage("There is no contender \"../one\"; the head has one.");
    }

    private Checkout checkout(String name, String... contenders) throws IOException {
        Path descriptors = Files.createDirectories(dir.resolve(name).resolve(DESCRIPTORS));
        for (String contender : contenders) {
            Files.writeString(descriptors.resolve(contender + ".yml"), """
                    name: %s
                    description: the %s
                    start: ['{home}/run', %s, '{port}']
                    ready:
                      port: true
                    path: /ws
                    """.formatted(contender, contender, name));
        }
        return new Checkout(dir.resolve(name), null, false);
    }

    private static String refused(String... options) {
        PrintStream real = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            String[] words = new String[options.length + 1];
            words[0] = "ci";
            System.arraycopy(options, 0, words, 1, options.length);
            assertThat(Pudding.run(words)).isEqualTo(Pudding.USAGE);
            return err.toString(StandardCharsets.UTF_8).strip();
        } finally {
            System.setErr(real);
        }
    }
}
