package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pudding.contract.Launch;

/// Runs what the contract says of a server's program, whatever its model: what it says to a command line, and what it
/// is made of.
///
/// A server extends it once. The timeout only ends a test that hangs.
@Timeout(60)
public abstract class ProgramContractTest implements Contract {

    /// Deadlines are kept by the monotonic clock, which does not jump when someone sets the time.
    @Test
    final void theWallClockIsReadForTheTimeOfTheStartAndTheDateOfAResponseAlone() throws Exception {
        assertThat(WallClock.readers(mainClass())).isEmpty();
        assertThat(WallClock.readers(Launch.class)).containsExactlyInAnyOrder("Launch.class", "ResponseFields.class");
    }

    @Test
    final void helpNamesTheFlags() throws Exception {
        try (ServerProcess program = spawn("--help")) {
            assertThat(program.awaitOutcome()).isZero();
            assertThat(program.out()).contains("--host", "--port", "--tls", "--keystore", "--password-file",
                    "--max-connections", "--max-message-bytes", "--handshake-timeout", "--idle-timeout", "--echo",
                    "--max-connections-per-address", "--max-header-bytes", "--max-message-frames", "--ping-interval",
                    "--max-unanswered-pings", "--max-unsent-bytes", "--send-timeout",
                    "--help", "--version");
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    final void versionIsOneLine() throws Exception {
        try (ServerProcess program = spawn("--version")) {
            assertThat(program.awaitOutcome()).isZero();
            assertThat(program.out()).matches("\\S+\\R");
            assertThat(program.err()).isEmpty();
        }
    }

    @Test
    final void anUnknownFlagEndsTheProgramWith2() throws Exception {
        assertUsage("Unknown flag --bogus; see --help.", "--bogus");
    }

    @Test
    final void aPortOutOfRangeEndsTheProgramWith2() throws Exception {
        assertUsage("--port takes a whole number from 0 to 65535.", "--port", "65536");
    }

    @Test
    final void anUnknownHostEndsTheProgramWith2() throws Exception {
        assertUsage("--host no.such.host.invalid is not an address of this machine.", "--host",
                "no.such.host.invalid");
    }

    @Test
    final void anAbsentKeystoreEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path absent = dir.resolve("absent.p12");
        assertUsage("No certificate at " + absent
                + ": run certs/generate.sh, or name one with --keystore FILE --password-file FILE.", "--keystore",
                absent.toString());
    }

    @Test
    final void aFileThatIsNoKeystoreEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("no.p12"), "not PKCS#12");
        assertUsage("Keystore " + file + " is not a readable PKCS#12 file.", "--keystore", file.toString());
    }

    @Test
    final void aWrongPasswordEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path wrong = Files.writeString(dir.resolve("wrong"), "wrong\n");
        assertUsage("Keystore " + TestCertificates.keystore() + " does not open with the password in " + wrong + ".",
                "--password-file", wrong.toString());
    }

    @Test
    final void anAbsentPasswordFileEndsTheProgramWith2(@TempDir Path dir) throws Exception {
        Path absent = dir.resolve("absent");
        assertUsage("Password file " + absent + " cannot be read.", "--password-file", absent.toString());
    }

    private void assertUsage(String sentence, String... flags) throws Exception {
        try (ServerProcess program = spawn(flags)) {
            assertThat(program.awaitOutcome()).isEqualTo(2);
            assertThat(program.err()).isEqualTo(sentence + System.lineSeparator());
            assertThat(program.out()).isEmpty();
        }
    }
}
