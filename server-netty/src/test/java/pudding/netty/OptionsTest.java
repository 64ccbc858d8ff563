package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NettyRuntime;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.Flags;
import pudding.contract.ServerOptions.TlsProvider;
import pudding.contract.UsageException;

final class OptionsTest {

    @Test
    void withoutFlagsThePlatformDecides() throws Exception {
        Options options = options();
        assertThat(options.common().port()).isEqualTo(8444);
        assertThat(options.common().tls()).as("chosen when the server starts").isNull();
        assertThat(options.transport()).isIn(Transport.EPOLL, Transport.NIO);
        assertThat(options.transport().isAvailable()).isTrue();
        assertThat(options.eventLoops()).isEqualTo(2 * NettyRuntime.availableProcessors());
    }

    @Test
    void flagsAreTaken() throws Exception {
        Options options = options("--tls", "jdk", "--transport", "nio", "--event-loops", "3", "--port=0");
        assertThat(options.common().tls()).isEqualTo(TlsProvider.JDK);
        assertThat(options.transport()).isEqualTo(Transport.NIO);
        assertThat(options.eventLoops()).isEqualTo(3);
        assertThat(options.common().port()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void eachTransportHasItsWord(Transport transport) throws Exception {
        assertThat(options("--transport", transport.word()).transport()).isEqualTo(transport);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --transport   | kqueue | --transport takes one of epoll, io_uring, nio.
            --tls         | native | --tls takes one of jdk, boringssl.
            --event-loops | 0      | --event-loops takes a whole number from 1 to 1024.
            --event-loops | many   | --event-loops takes a whole number from 1 to 1024.
            --workers     | 10     | Unknown flag --workers; see --help.
            """)
    void whatDoesNotFitGetsOneSentence(String name, String value, String sentence) {
        assertThatThrownBy(() -> options(name, value)).isInstanceOf(UsageException.class).hasMessage(sentence);
    }

    @Test
    void theHelpSaysHowManyEventLoopsThereAreHere() {
        String help = Options.flags().stream().map(Flags.Flag::meaning).collect(Collectors.joining("\n"));
        assertThat(help).contains("2 for each CPU: " + 2 * NettyRuntime.availableProcessors() + " here")
                .contains("default boringssl where it loads, else jdk")
                .contains("default 8444");
    }

    private static Options options(String... args) throws UsageException {
        return Options.from(Flags.parse(args, Options.flags()));
    }
}
