package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stacks are written top first, as Flight Recorder has them.
final class FoldedStacksTest {

    private static final String RUN = FoldedStacks.frame("java.lang.Thread", "run", "JIT compiled");
    private static final String SERVE = FoldedStacks.frame("pudding.plain.Server", "serve", "Interpreted");
    private static final String PARSE =
            FoldedStacks.frame("com.fasterxml.jackson.core.JsonParser", "nextToken", "Inlined");
    private static final String UNWRAP = FoldedStacks.frame("sun.security.ssl.SSLEngineImpl", "unwrap", "JIT compiled");
    private static final String READ = FoldedStacks.frame("sun.nio.ch.SocketDispatcher", "read0", "Native");
    private static final List<List<String>> STACKS = List.of(List.of(READ, SERVE, RUN), List.of(SERVE, RUN),
            List.of(PARSE, SERVE, RUN), List.of(READ, SERVE, RUN), List.of(UNWRAP, SERVE, RUN),
            List.of(PARSE, SERVE, RUN), List.of(PARSE, SERVE, RUN));

    @TempDir private Path dir;

    @Test
    void eachStackIsOneLineFromTheRootWithItsCount() throws IOException {
        assertThat(FoldedStacks.of(STACKS).text()).isEqualTo("""
                java.lang.Thread.run_[j];pudding.plain.Server.serve_[0] 1
                java.lang.Thread.run_[j];pudding.plain.Server.serve_[0];com.fasterxml.jackson.core.JsonParser.nextToken_[i] 3
                java.lang.Thread.run_[j];pudding.plain.Server.serve_[0];sun.nio.ch.SocketDispatcher.read0 2
                java.lang.Thread.run_[j];pudding.plain.Server.serve_[0];sun.security.ssl.SSLEngineImpl.unwrap_[j] 1
                """);
        assertThat(FoldedStacks.of(List.of()).text()).isEmpty();
    }

    @Test
    void theSameSamplesInAnyOrderMakeTheSameFile() throws IOException {
        List<List<String>> shuffled = new ArrayList<>(STACKS);
        Collections.shuffle(shuffled, new Random(7));
        Path one = dir.resolve("one.gz");
        Path other = dir.resolve("other.gz");

        FoldedStacks.of(STACKS).write(one);
        FoldedStacks.of(shuffled).write(other);

        assertThat(other).hasSameBinaryContentAs(one);
    }

    @Test
    void aHiddenClassHasTheSameNameInEveryProcess() throws IOException {
        assertThat(FoldedStacks.frame("pudding.plain.Server$$Lambda.0x00007f1c2c0a3c60", "run", "Inlined"))
                .isEqualTo(FoldedStacks.frame("pudding.plain.Server$$Lambda/0x0000000800c03000", "run", "Inlined"))
                .isEqualTo("pudding.plain.Server$$Lambda.run_[i]");
    }

    @Test
    void theSlicesAreThoseOfTheStacks() throws IOException {
        Slices slices = FoldedStacks.of(STACKS).slices(true, 4, 5);

        assertThat(slices.samples())
                .isEqualTo(Map.of(Slice.JSON, 3, Slice.TLS, 1, Slice.KERNEL, 2, Slice.REST, 1));
        assertThat(slices.hottest()).containsExactly(new Slices.HotFrame("pudding.plain.Server.serve", 1));
        assertThat(slices.failed()).isEqualTo(4);
        assertThat(slices.lost()).isEqualTo(5);
    }

    @Test
    void aMethodIsHotHoweverItRanAndWhoeverCalledIt() throws IOException {
        String hash = "java.lang.String.hashCode";
        FoldedStacks stacks = FoldedStacks.of(List.of(List.of(hash + "_[0]", SERVE), List.of(hash + "_[j]", SERVE),
                List.of(hash + "_[i]", SERVE, RUN), List.of(SERVE, RUN)));

        assertThat(stacks.slices(true, 0, 0).hottest()).containsExactly(new Slices.HotFrame(hash, 3),
                new Slices.HotFrame("pudding.plain.Server.serve", 1));
    }

    @Test
    void aStackWithoutItsRootIsToldByItsTopAllTheSame() throws IOException {
        FoldedStacks stacks = FoldedStacks.of(List.of(List.of(PARSE, SERVE, FoldedStacks.TRUNCATED)));

        assertThat(stacks.text()).startsWith("[truncated];pudding.plain.Server.serve_[0];");
        assertThat(stacks.slices(true, 0, 0).samples()).isEqualTo(Map.of(Slice.JSON, 1));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        FoldedStacks stacks = FoldedStacks.of(STACKS);
        Path file = dir.resolve(FoldedStacks.name(RunRecord.name(31, "netty-jdk", 1)));

        stacks.write(file);

        assertThat(file).hasFileName("031-netty-jdk.folded.gz");
        assertThat(FoldedStacks.read(file)).isEqualTo(stacks);
        assertThat(FoldedStacks.read(file).slices(true, 0, 0)).isEqualTo(stacks.slices(true, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.b 0\n", "a.b -1\n", "a.b 1\r\n", "b.b 1\na.b 1\n", "a.b 1\na.b 1\n", " 1\n",
        "a.b 1\n\n", "</script> 1\n", "a.b 1"})
    void anotherTextHoldsNoFoldedStacks(String text) throws IOException {
        Path file =
                Files.write(dir.resolve("a.folded.gz"), Gzip.compressed(text.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> FoldedStacks.read(file)).isInstanceOf(IOException.class)
                .hasMessage("a.folded.gz holds no folded stacks, sorted, a line for each.");
    }

    @Test
    void aNameThatNoLineCanHoldIsRefused() {
        for (String name : List.of("a/b", "a\nb", "a\ud800b")) {
            List<List<String>> stacks = List.of(List.of(FoldedStacks.frame(name, "run", "JIT compiled")));
            assertThatThrownBy(() -> FoldedStacks.of(stacks)).isInstanceOf(IOException.class)
                    .hasMessage("The server's methods have names that cannot be written.");
        }
    }
}
