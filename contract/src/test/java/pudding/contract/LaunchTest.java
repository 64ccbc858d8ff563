package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of a launch that do not end the process; the suite starts and ends processes.
final class LaunchTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "::1, [0:0:0:0:0:0:0:1]"})
    void theReadyLineNamesAddressProcessAndStart(String host, String inUri) throws Exception {
        String line = Launch.readyLine(new InetSocketAddress(InetAddress.getByName(host), 8443));
        assertThat(line).startsWith("READY wss://" + inUri + ":8443 pid=" + ProcessHandle.current().pid()
                + " startup_ms=");
        assertThat(Long.parseLong(line.substring(line.lastIndexOf('=') + 1))).isPositive();
    }

    @Test
    void theStartIsCountedFromThatOfTheProcess() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        long first = startupMillis(Launch.readyLine(address));
        long second = startupMillis(Launch.readyLine(address));
        assertThat(second).isGreaterThanOrEqualTo(first);
    }

    private static long startupMillis(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf('=') + 1));
    }
}
