package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.suite.TestCertificates;

/// What the platform does not have is said in one sentence that names the flag that would work.
///
/// Netty has properties that hide its native parts, and reads them once: hence a process for each case.
final class UnavailableTest {

    private static final String NO_TRANSPORT = "-Dio.netty.transport.noNative=true";
    private static final String NO_BORINGSSL = "-Dio.netty.handler.ssl.noOpenSsl=true";

    @ParameterizedTest
    @ValueSource(strings = {"epoll", "io_uring"})
    void aTransportThatIsNotHere(String transport) throws Exception {
        assertThat(output(2, NO_TRANSPORT, "--transport", transport))
                .matches("--transport " + transport
                        + " is not available on this platform: use --transport nio \\(.+\\)\\.\\R");
    }

    @Test
    void boringSslThatDoesNotLoad() throws Exception {
        assertThat(output(2, NO_BORINGSSL, "--tls", "boringssl"))
                .matches("--tls boringssl is not available on this platform: use --tls jdk \\(.+\\)\\.\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_TRANSPORT, NO_BORINGSSL})
    void withoutAFlagTheServerDoesWithWhatIsHere(String property) throws Exception {
        Process server = start(property);
        try (InputStream out = server.getInputStream()) {
            assertThat(new String(out.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("READY ");
            server.destroy();
            assertThat(server.waitFor()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    private static String output(int status, String property, String... flags) throws Exception {
        Process server = start(property, flags);
        String output = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(server.waitFor()).as(output).isEqualTo(status);
        return output;
    }

    private static Process start(String property, String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", property,
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "--port", "0",
                "--keystore", TestCertificates.keystore().toString(),
                "--password-file", TestCertificates.passwordFile().toString()));
        Collections.addAll(command, flags);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
