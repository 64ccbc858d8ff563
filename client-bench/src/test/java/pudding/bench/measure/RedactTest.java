package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /home/ann/pudding/server.jar                    | server.jar
            --keystore=/home/ann/certs/server.p12           | --keystore=server.p12
            -Xlog:gc:file=/tmp/x/a.gc.log:timenanos         | -Xlog:gc:file=a.gc.log:timenanos
            a.jar:/home/ann/b.jar                           | a.jar:b.jar
            Keystore /home/ann/c.p12 does not open.         | Keystore c.p12 does not open.
            (in directory "/home/ann/x")                    | (in directory "x")
            READY wss://127.0.0.1:8443 pid=1                | READY wss://127.0.0.1:8443 pid=1
            /127.0.0.1:5000 tls: No TLS.                    | /127.0.0.1:5000 tls: No TLS.
            /ingest                                         | /ingest
            at X (file:///home/ann/x.jar)                   | at X (file://x.jar)
            GC(0) Pause Young (Allocation Failure) 102M->5M(365M) 11.119ms | GC(0) Pause Young (Allocation Failure) 102M->5M(365M) 11.119ms
            """)
    void directoriesAreTakenOutAndNothingElse(String text, String redacted) {
        assertThat(Redact.paths(text)).isEqualTo(redacted);
    }

    @Test
    void theUsersDirectoriesAreTakenOutEvenWithBlanks() {
        String home = System.getProperty("user.home");
        assertThat(Redact.text("a " + home + "/b c/d.jar, " + home)).isEqualTo("a b c/d.jar, (directory)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No such file: /home/ann/x             | /home/ann/x
            "out" : "/tmp/pudding-1/x"            | /tmp/pudding-1/x
            file:///root/x.jar                    | /root/x.jar
            /Users/ann/x y                        | /Users/ann/x
            /usr/lib/jvm/25/bin/java -jar         | /usr/lib/jvm/25/bin/java
            """)
    void anAbsolutePathIsALeakUntilItIsRedacted(String text, String leak) {
        assertThat(Redact.leak(text)).isEqualTo(leak);
        assertThat(Redact.leak(Redact.text(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ingest", "stack size : 8388608/unlimited", "</td></tr>", "a/home/x",
        "READY wss://127.0.0.1:8443 pid=1", "https://example.org/tmp/x", "6.1.0/root"})
    void whatIsNoPathOfAMachineIsNoLeak(String text) {
        assertThat(Redact.leak(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ann, false", "root, false", "runner, false", "annabel, true", "ip-10-0-0-1, true"})
    void shortAndCommonNamesTellNothing(String name, boolean telling) {
        assertThat(Redact.isTelling(name)).isEqualTo(telling);
    }

    @Test
    void theLogsOfOneRunAreRewrittenAndOthersAreNot(@TempDir Path dir) throws IOException {
        String text = "WARN no /home/ann/x\r\nOK µ\n";
        for (String name : List.of("001-a.log", "001-a.gc.log", "002-a.log")) {
            Files.writeString(dir.resolve(name), text);
        }
        Redact.logs(dir, "001-a");
        assertThat(dir.resolve("001-a.log")).hasContent("WARN no x\r\nOK µ\n");
        assertThat(dir.resolve("001-a.gc.log")).hasContent("WARN no x\r\nOK µ\n");
        assertThat(dir.resolve("002-a.log")).hasContent(text);
    }
}
