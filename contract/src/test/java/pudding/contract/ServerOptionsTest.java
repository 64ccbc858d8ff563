package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerOptionsTest {

    private static final int DEFAULT_PORT = 8443;

    @Test
    void everyFlagReachesItsOption() throws Exception {
        assertThat(options("--host", "::1", "--port", "0", "--tls", "boringssl", "--keystore", "a/k.p12",
                "--password-file", "b/secret", "--max-connections", "1", "--max-connections-per-address", "2",
                "--handshake-timeout", "3", "--max-header-bytes", "404", "--max-message-bytes", "5",
                "--max-message-frames", "6", "--idle-timeout", "7", "--ping-interval", "8",
                "--max-unanswered-pings", "9", "--max-unsent-bytes", "10", "--send-timeout", "11", "--json", "tuned",
                "--echo"))
                .isEqualTo(new ServerOptions("::1", 0, ServerOptions.TlsProvider.BORINGSSL, Path.of("a", "k.p12"),
                        Path.of("b", "secret"),
                        new Limits(1, 2, Duration.ofSeconds(3), 404, 5, 6, Duration.ofSeconds(7),
                                Duration.ofSeconds(8), 9, 10, Duration.ofSeconds(11)),
                        true, BatchCodec.Binding.TUNED));
    }

    @Test
    void defaultsAreThoseOfTheHelp() throws Exception {
        ServerOptions options = options("--keystore", "a/k.p12");
        assertThat(options).isEqualTo(new ServerOptions("127.0.0.1", DEFAULT_PORT, null, Path.of("a", "k.p12"),
                Path.of("a", "password"), new Limits(100_000, 0, Duration.ofSeconds(10), 8_192, 65_536, 65_536,
                        Duration.ofSeconds(120), Duration.ZERO, 2, 65_536, Duration.ofSeconds(60)),
                false, BatchCodec.Binding.DATABIND));
        assertThat(Flags.help("", ServerOptions.flags(DEFAULT_PORT, "jdk"))).contains("(default 127.0.0.1)",
                "(default 8443)", "(default jdk)", "(default 100000)", "(default 65536)", "(default 10)",
                "(default 120)", "(default 8192)", "(default: as --max-message-bytes)", "(default 0)", "(default 2)",
                "(default 60)").doesNotContain("%s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port              | -1         | --port takes a whole number from 0 to 65535.
            --port              | 65536      | --port takes a whole number from 0 to 65535.
            --tls               | openssl    | --tls takes one of jdk, boringssl.
            --json              | gson       | --json takes one of databind, tuned.
            --max-connections   | 0          | --max-connections takes a whole number from 1 to 10000000.
            --max-message-bytes | 0          | --max-message-bytes takes a whole number from 1 to 1073741824.
            --max-message-bytes | 1073741825 | --max-message-bytes takes a whole number from 1 to 1073741824.
            --handshake-timeout | 0          | --handshake-timeout takes a whole number from 1 to 3600.
            --max-connections-per-address | -1 | --max-connections-per-address takes a whole number from 0 to 10000000.
            --max-header-bytes  | 255 | --max-header-bytes takes a whole number from 256 to 1048576.
            --max-message-frames | 0 | --max-message-frames takes a whole number from 1 to 1073741824.
            --ping-interval     | x          | --ping-interval takes a whole number from 0 to 86400.
            --max-unanswered-pings | 0 | --max-unanswered-pings takes a whole number from 1 to 1000.
            --max-unsent-bytes  | 0 | --max-unsent-bytes takes a whole number from 1 to 1073741824.
            --send-timeout      | 0 | --send-timeout takes a whole number from 1 to 3600.
            --idle-timeout      | -1         | --idle-timeout takes a whole number from 0 to 86400.
            """)
    void aValueThatDoesNotFitIsOneSentence(String flag, String value, String sentence) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> options(flag, value)).withMessage(sentence);
    }

    // So that one-byte fragments are taken wherever their bytes are.
    @Test
    void aMessageMayHaveAsManyFramesAsBytes() throws Exception {
        assertThat(options("--max-message-bytes", "16777216").limits().maxMessageFrames()).isEqualTo(16_777_216);
    }

    @Test
    void theAddressIsResolved() throws Exception {
        assertThat(options("--host", "127.0.0.1", "--port", "1").address().toString()).isEqualTo("/127.0.0.1:1");
        ServerOptions unknown = options("--host", "no.such.host.invalid");
        assertThatExceptionOfType(UsageException.class).isThrownBy(unknown::address)
                .withMessage("--host no.such.host.invalid is not an address of this machine.");
    }

    private static ServerOptions options(String... args) throws UsageException {
        return ServerOptions.from(Flags.parse(args, ServerOptions.flags(DEFAULT_PORT, "jdk")), DEFAULT_PORT);
    }
}
