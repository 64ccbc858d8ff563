package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LeftoversTest {

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aMarkIsFoundWithAndWithoutANumber() throws Exception {
        Process exact = start(mark);
        Process numbered = start(mark + ".7");
        Process other = start(mark + "7");
        try {
            assertThat(Leftovers.find(mark)).extracting(ProcessHandle::pid)
                    .containsExactlyInAnyOrder(exact.pid(), numbered.pid());
            assertThat(Leftovers.end(mark)).isEqualTo(2);
            assertThat(Leftovers.find(mark)).isEmpty();
            assertThat(exact.waitFor()).isEqualTo(137);
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
            exact.destroyForcibly();
            numbered.destroyForcibly();
        }
    }

    private static Process start(String value) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "echo; exec sleep 1000");
        builder.environment().put(Leftovers.VARIABLE, value);
        Process process = builder.start();
        // What it prints shows that it has the environment that it was given, no longer its parent's.
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        return process;
    }
}
