package pudding.bench.measure.floor;

import static org.assertj.core.api.Assertions.assertThat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.bench.server.TestHome;
import pudding.contract.BatchCodec;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.TlsMaterial;

class RoundsTest {

    private static final Duration ONE_ROUND = Duration.ofMillis(1);

    @Test
    void onlyWhatIsBetweenBeginAndEndIsCounted() throws Exception {
        List<Floor.Figure> parts = Rounds.measure(meter -> {
            byte[] uncounted = new byte[1 << 20];
            meter.begin();
            byte[] counted = new byte[1 << 12];
            meter.end(1);
            return uncounted.length == counted.length ? 0 : 1;
        }, 2, ONE_ROUND);

        assertThat(parts.get(0)).isEqualTo(new Floor.Figure(0, 0, 0, 0, false));
        assertThat(parts.get(1).allocatedBytes()).isBetween(4_096.0, 100_000.0);
        assertThat(parts.get(1).micros()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void theJsonFloorReadsWhatTheGeneratorMakes(BatchCodec.Binding binding) throws Exception {
        List<Floor.Figure> parts = Rounds.measure(new JsonFloor(binding), JsonFloor.PARTS, ONE_ROUND);

        assertThat(parts).hasSize(2).allSatisfy(part -> assertThat(part.micros()).isPositive());
        // A record of a hundred readings cannot be smaller.
        assertThat(parts.get(JsonFloor.INGEST).allocatedBytes()).isGreaterThan(5_000);
    }

    @ParameterizedTest
    @EnumSource(value = SslProvider.class, names = {"JDK", "OPENSSL"})
    void theTlsFloorDecryptsWhatItEncrypted(SslProvider provider) throws Exception {
        assumeTrue(provider == SslProvider.JDK || OpenSsl.isAvailable());
        try (TlsFloor floor = new TlsFloor(material(), provider)) {
            assertThat(Rounds.measure(floor, TlsFloor.PARTS, ONE_ROUND)).singleElement()
                    .satisfies(figure -> assertThat(figure.micros()).isPositive());
        }
    }

    private static TlsMaterial material() throws Exception {
        String[] flags = {"--keystore=" + TestHome.certificates().keystore(),
            "--password-file=" + TestHome.certificates().passwordFile()};
        return TlsMaterial.load(ServerOptions.from(Flags.parse(flags, ServerOptions.flags(0, "jdk")), 0));
    }
}
