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

    @Test
    void whatThisProcessHasStartedIsNotOfOthers() throws Exception {
        Process own = start(mark);
        // Its shell ends at once, so that it is nobody's child.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 1000 > /dev/null 2>&1 & echo $!");
        builder.environment().put(Leftovers.VARIABLE, mark);
        Process shell = builder.start();
        long orphan = Long.parseLong(shell.inputReader().readLine());
        try {
            shell.waitFor();

            assertThat(Leftovers.ofOthers()).extracting(ProcessHandle::pid).contains(orphan).doesNotContain(own.pid());
        } finally {
            assertThat(Leftovers.end(mark)).isEqualTo(2);
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
