package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFilesTest {

    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path dir;

    @Test
    void aFileTakesThePlaceOfTheOldOneAndLeavesNothingElse() throws IOException {
        Files.writeString(dir.resolve("a"), "old, and longer");
        WholeFiles.write(dir.resolve("a"), NEW);
        assertThat(dir.resolve("a")).hasContent("new");
        assertThat(dir.toFile().list()).containsExactly("a");
    }

    @Test
    void whenOneOfSeveralCannotBeWrittenTheOthersStayAsTheyWere() throws IOException {
        Files.writeString(dir.resolve("a"), "old");
        Files.writeString(dir.resolve("file"), "");
        assertThatThrownBy(() -> WholeFiles.write(dir, new TreeMap<>(Map.of("a", NEW, "file/b", NEW))))
                .isInstanceOf(IOException.class);
        assertThat(dir.resolve("a")).hasContent("old");
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("a", "file");
    }

    @Test
    void anInterruptDoesNotStopAWrite() throws IOException {
        Thread.currentThread().interrupt();
        try {
            WholeFiles.write(dir.resolve("a"), NEW);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(dir.resolve("a")).hasContent("new");
    }
}
