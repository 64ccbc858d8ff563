package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorCommandTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void itTellsAllThatItLookedAtAndEndsWithOneWhereSomethingIsBad() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            status = Pudding.run("doctor", "--seconds", "0.1", "--profile", "smoke");
        } finally {
            System.setOut(before);
        }
        String out = bytes.toString(StandardCharsets.UTF_8);

        assertThat(out.lines()).allMatch(line -> line.matches("(OK|NOTE|WARN|BAD) +\\S.*| +\\S.*"));
        assertThat(out).contains("steal  ", "open files  ", "JDK  ");
        assertThat(status).isEqualTo(out.lines().anyMatch(line -> line.startsWith("BAD")) ? 1 : 0);
        assertThat(out.toLowerCase(Locale.ROOT)).doesNotContain(System.getProperty("java.home"),
                System.getProperty("user.home") + "/",
                " " + InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT) + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "NaN", "3601"})
    void theSampleTakesALengthThatCanBeWaitedFor(String seconds) {
        assertThat(Pudding.run("doctor", "--seconds", seconds)).isEqualTo(Pudding.USAGE);
    }
}
