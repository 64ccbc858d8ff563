package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.contract.UsageException;

class CertificatesTest {

    @TempDir private Path home;

    private final List<String> progress = new ArrayList<>();

    @Test
    void theScriptMakesThemWhereThereAreNone() throws Exception {
        script("""
                cd "$(dirname "$0")"
                for file in ca.pem server.pem server-key.pem server.p12 password; do echo "$JAVA_HOME" > $file; done
                """);

        Certificates made = Certificates.ensure(home, Child.javaHome(), progress::add);

        assertThat(made).isEqualTo(Certificates.in(home.resolve("certs")));
        assertThat(made.ca()).hasContent(Child.javaHome().toString());
        assertThat(progress).hasSize(1);
    }

    @Test
    void thoseThatAreThereAreKept() throws Exception {
        script("exit 1");
        for (String file : List.of("ca.pem", "server.pem", "server-key.pem", "server.p12", "password")) {
            Files.writeString(home.resolve("certs").resolve(file), "kept");
        }

        assertThat(Certificates.ensure(home, Child.javaHome(), progress::add).ca()).hasContent("kept");
        assertThat(progress).isEmpty();
    }

    @Test
    void aScriptThatFailsIsToldWithItsLastLine() throws Exception {
        script("echo first; echo 'certs: no keytool here' >&2; exit 1");

        assertThatThrownBy(() -> Certificates.ensure(home, Child.javaHome(), progress::add))
                .isInstanceOf(UsageException.class)
                .hasMessage("certs/generate.sh failed: certs: no keytool here.");
    }

    @Test
    void aScriptThatLeavesAFileOutIsTold() throws Exception {
        script("true");

        assertThatThrownBy(() -> Certificates.ensure(home, Child.javaHome(), progress::add))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("certs/generate.sh ran, but not all of ");
    }

    private void script(String text) throws IOException {
        Path certs = Files.createDirectories(home.resolve("certs"));
        Files.writeString(certs.resolve("generate.sh"), text);
    }
}
