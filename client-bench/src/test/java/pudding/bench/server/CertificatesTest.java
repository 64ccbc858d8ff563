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
        real();
        for (String file : List.of("ca.pem", "server-key.pem", "server.p12", "password")) {
            Files.writeString(home.resolve("certs").resolve(file), "kept");
        }

        assertThat(Certificates.ensure(home, Child.javaHome(), progress::add).ca()).hasContent("kept");
        assertThat(progress).isEmpty();
    }

    @Test
    void thoseThatHaveEndedAreMadeAgain() throws Exception {
        script("echo \"$@\" > " + home.resolve("arguments"));
        ended("CN=Pudding private CA");

        Certificates.ensure(home, Child.javaHome(), progress::add);

        assertThat(home.resolve("arguments")).hasContent("--force here.test");
        assertThat(progress).hasSize(1).first().asString()
                .startsWith("Making new certificates in certs/, because the one there ended on 20");
    }

    @Test
    void thoseOfOthersThatHaveEndedAreTold() throws Exception {
        script("exit 1");
        ended("CN=somebody");

        assertThatThrownBy(() -> Certificates.ensure(home, Child.javaHome(), progress::add))
                .isInstanceOf(UsageException.class)
                .hasMessageMatching("The certificate in certs/ ended on 20[0-9-]+ and was not made by "
                        + "certs/generate\\.sh, which would replace it with --force\\.");
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

    @Test
    void thoseThatHoldForAnAddressAreKept() throws Exception {
        script("exit 1");

        real().renewFor(NamespaceLink.SERVER, home, Child.javaHome(), progress::add);

        assertThat(progress).isEmpty();
    }

    @Test
    void thoseThatDoNotAreMadeAgainForTheirNamesAndTheAddress() throws Exception {
        script("echo \"$@\" > " + home.resolve("arguments"));

        real().renewFor("192.0.2.9", home, Child.javaHome(), progress::add);

        assertThat(home.resolve("arguments")).hasContent("--force 192.0.2.9");
        assertThat(progress).containsExactly("Making new certificates in certs/, which hold for 192.0.2.9 too …");
    }

    @Test
    void whatIsNoCertificateIsToldWithTheCommandThatMakesOne() throws Exception {
        script("exit 1");
        Files.writeString(home.resolve("certs/server.pem"), "kept");

        assertThatThrownBy(() -> Certificates.in(home.resolve("certs")).renewFor(NamespaceLink.SERVER, home,
                Child.javaHome(), progress::add)).isInstanceOf(UsageException.class).hasMessage(
                        "server.pem of certs/ cannot be read as a certificate; certs/generate.sh --force makes another.");
    }

    /// As `generate.sh` makes them.
    private Certificates real() throws IOException {
        Files.copy(TestHome.certificates().certificate(), home.resolve("certs/server.pem"));
        return Certificates.in(home.resolve("certs"));
    }

    /// One of yesterday, that has signed itself.
    private void ended(String name) throws Exception {
        Path keystore = home.resolve("ended.p12");
        keytool("-genkeypair", "-keystore", keystore.toString(), "-storepass", "password", "-alias", "ended",
                "-keyalg", "EC", "-dname", name, "-ext", "san=dns:here.test", "-startdate", "-2d", "-validity", "1");
        keytool("-exportcert", "-rfc", "-keystore", keystore.toString(), "-storepass", "password", "-alias", "ended",
                "-file", home.resolve("certs/server.pem").toString());
        for (String file : List.of("ca.pem", "server-key.pem", "server.p12", "password")) {
            Files.writeString(home.resolve("certs").resolve(file), "ended");
        }
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Child.javaHome().resolve("bin/keytool").toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    }

    private void script(String text) throws IOException {
        Path certs = Files.createDirectories(home.resolve("certs"));
        Files.writeString(certs.resolve("generate.sh"), text);
    }
}
