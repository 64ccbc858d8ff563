package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SubprocessTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void bothStreamsAreReturned() throws Exception {
        assertThat(Subprocess.run(shell("echo out; echo err >&2"), LONG)).isEqualTo("out\nerr\n");
    }

    @Test
    void aFailureIsToldInTheCommandsOwnWords() {
        assertThatThrownBy(() -> Subprocess.run(shell("echo no; exit 3"), LONG))
                .isInstanceOf(IOException.class).hasMessage("sh failed: no");
    }

    @Test
    void aCommandThatNeverEndsIsKilled() {
        assertThatThrownBy(() -> Subprocess.run(shell("echo begun; exec sleep 1000"), Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class).hasMessage("sh took longer than 1 s.");
        assertThat(ProcessHandle.current().descendants()
                .filter(p -> p.info().commandLine().orElse("").endsWith("sleep 1000"))).isEmpty();
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("sh", "-c", script);
    }
}
