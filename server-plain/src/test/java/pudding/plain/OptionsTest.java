package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import pudding.contract.Flags;
import pudding.contract.UsageException;

final class OptionsTest {

    @Test
    void withoutFlagsItIsPlatformThreadsOnTheDocumentedPort() throws UsageException {
        Options options = parse();
        assertThat(options.model()).isEqualTo(Options.Model.PLATFORM);
        assertThat(options.tlsIo()).isEqualTo(Options.TlsIo.SOCKET);
        assertThat(options.workers()).isEqualTo(10);
        assertThat(options.common().port()).isEqualTo(8443);
    }

    @Test
    void modelAndWorkersAreTaken() throws UsageException {
        Options options = parse("--model", "eventloop", "--workers=3");
        assertThat(options.model()).isEqualTo(Options.Model.EVENTLOOP);
        assertThat(options.workers()).isEqualTo(3);
    }

    @Test
    void enginesAreTakenInThePlaceOfSockets() throws UsageException {
        assertThat(parse("--tls-io", "engine").tlsIo()).isEqualTo(Options.TlsIo.ENGINE);
    }

    @Test
    void boringSslHasEnginesAlone() throws UsageException {
        assertThat(parse("--tls", "boringssl").tlsIo()).isEqualTo(Options.TlsIo.ENGINE);
        refuses("--tls boringssl needs --tls-io engine.", "--tls", "boringssl", "--tls-io", "socket");
    }

    @Test
    void anUnknownModelIsRefusedWithThoseThereAre() {
        refuses("--model takes one of platform, virtual, eventloop, loops.", "--model", "actors");
        refuses("--workers takes a whole number from 1 to 1000.", "--workers", "0");
    }

    private static void refuses(String sentence, String... flags) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> parse(flags)).withMessage(sentence);
    }

    private static Options parse(String... flags) throws UsageException {
        return Options.from(Flags.parse(flags, Options.flags()));
    }
}
