package pudding.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.contract.BatchCodec;
import pudding.contract.Digest;
import pudding.contract.Rejection;

@Isolated("it takes the standard streams")
final class LoadCommandTest {

    @RegisterExtension private final StandardStreams streams = new StandardStreams();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "load --insecure ws://127.0.0.1:1             | ws://127.0.0.1:1 is not a URL such as wss://127.0.0.1:8443.",
        "load --insecure wss://192.0.2.1:1            | 192.0.2.1 is not this machine, and load goes nowhere else.",
        "load --insecure wss://host.invalid:1         | Host host.invalid is not known.",
        "load --insecure --clients 0 127.0.0.1:1      | --clients takes a whole number from 1 to 1000000.",
        "load --insecure --rate 0 127.0.0.1:1         | --rate takes a number above 0, up to 100000.",
        "load --insecure --rate NaN 127.0.0.1:1       | --rate takes a number above 0, up to 100000.",
        "load --insecure --path x 127.0.0.1:1         | --path begins with a slash.",
        "load --insecure --ca x 127.0.0.1:1           | --ca and --insecure exclude each other.",
        "ramp --kind steep                            | There is no ramp steep; there are idle, sustained, curve, slopes, starts.",
        "ramp --network lan                           | There is no network lan; there are loopback, netns.",
        "ramp --idle-cpus busy                        | Idle CPUs cannot be busy; there are sleep, awake.",
        "compare --plan x --idle-cpus awake           | --plan says what --profile, --contenders, --seed, --network and --idle-cpus say; give one or the other.",
        "ramp --first 9 --most 5                      | --first and --most take whole numbers, the first not above the most, which is 1000000 at most.",
        "ramp --rate 0                                | --rate takes a number above 0, up to 1000.",
        "ramp --hold 2h                               | --hold takes up to 1h, --max-p99 up to 1m.",
        "payload --index -1                           | --index takes a number from 0.",
        "payload --bytes 100                          | A message has from 512 to 1048576 bytes."})
    void whatCannotBeUsedIsOneSentenceAndStatusTwo(String line, String sentence) {
        assertThat(Pudding.run(line.split(" ", -1))).isEqualTo(2);
        assertThat(streams.err().lines()).containsExactly(sentence);
        assertThat(streams.out()).isEmpty();
    }

    @Test
    void moreClientsThanDescriptorsAreRefused() {
        assertThat(Pudding.run("load", "--insecure", "--clients", "1000000", "127.0.0.1:1", "127.0.0.1:2"))
                .isEqualTo(2);
        assertThat(streams.err()).contains("2000000 clients need 2000200 file descriptors");
    }

    @ParameterizedTest
    @CsvSource({"10, false", "10 s, false", "0s, false", "-1s, false", "1d, false", "1h, true", "500ms, true"})
    void durationsHaveAUnit(String text, boolean right) {
        int status = Pudding.run("load", "--insecure", "--duration", text, "--clients", "0", "127.0.0.1:1");

        assertThat(status).isEqualTo(2);
        assertThat(streams.err().contains("is not a duration")).isEqualTo(!right);
    }

    @Test
    void payloadPrintsOneMessageAndItsDigest() throws Rejection {
        assertThat(Pudding.run("payload", "--seed", "5", "--index", "3")).isZero();
        byte[] message = streams.outBytes();
        streams.resetOut();
        assertThat(Pudding.run("payload", "--seed", "5", "--index", "3", "--digest")).isZero();

        assertThat(message).hasSize(10_240);
        assertThat(streams.out().strip())
                .isEqualTo(Digest.hex(Digest.of(new BatchCodec().read(message, 0, message.length))));
    }

    @Test
    void aServerThatIsNotThereIsAFailureNamedInTheSummary() {
        int status = Pudding.run("load", "--insecure", "--clients", "2", "--duration", "100ms", "127.0.0.1:1");

        assertThat(status).isEqualTo(1);
        assertThat(streams.out()).contains("not a measurement")
                .contains("0 of 2 opened (2 × refused)");
    }
}
