package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.UsageException;

/// What becomes of the Pings of silent connections.
@Timeout(60)
final class IdleTest {

    private interface OnPing {
        void on(Sink.Peer peer, Sink.Frame frame) throws IOException;
    }

    @Test
    void everyPingIsAnsweredAndHasItsOwnPayload() throws Exception {
        List<IdleResult.Second> rows = new ArrayList<>();
        try (Sink sink = Sink.honest(); Generator generator = generator(2); Session session = generator.open(
                sink.target())) {
            session.connect(10, Paths.ingestWithAcks(), 10);

            IdleResult result = session.idle(Duration.ofMillis(2_500), Duration.ofMillis(500), rows::add);

            assertThat(result.isClean()).as("%s", result).isTrue();
            assertThat(result.clients()).isEqualTo(10);
            assertThat(result.openAtEnd()).isEqualTo(10);
            assertThat(result.pings()).isEqualTo(50);
            assertThat(result.pongs()).isEqualTo(50);
            assertThat(result.rtt().getTotalCount()).isEqualTo(50);
            assertThat(rows).extracting(IdleResult.Second::number).containsExactly(1, 2);
            assertThat(rows).allSatisfy(row -> assertThat(row.open()).isEqualTo(10));
            assertThat(sink.frames(0x9)).hasSize(50).allSatisfy(ping -> {
                assertThat(ping.masked()).isTrue();
                assertThat(ping.payload()).hasSize(8);
            });
            assertThat(session.ledger()).isEqualTo(Ledger.EMPTY);
        }
    }

    @Test
    void aHoldShorterThanTheIntervalPingsEveryConnectionOnce() throws Exception {
        try (Sink sink = Sink.honest(); Generator generator = generator(1); Session session = generator.open(
                sink.target())) {
            session.connect(20, Paths.only("/ingest"), 10);

            IdleResult result = session.idle(Duration.ofMillis(500), Duration.ofSeconds(30), null);

            assertThat(result.isClean()).as("%s", result).isTrue();
            assertThat(result.pings()).isEqualTo(20);
            assertThat(sink.frames(0x9).stream().map(Sink.Frame::peer).distinct().count()).isEqualTo(20);
            assertThat(sink.frames(0x9).stream().map(f -> HexFormat.of().formatHex(f.payload())).distinct().count())
                    .isEqualTo(20);
        }
    }

    @Test
    void aPongWithAnotherPayloadIsWrongAndThePingIsMissed() throws Exception {
        IdleResult result = idle((peer, ping) -> {
            byte[] other = ping.payload();
            other[7] ^= 1;
            peer.frame(0x8A, other);
        });

        assertThat(result.pings()).isEqualTo(3);
        assertThat(result.pongs()).isZero();
        assertThat(result.missing()).isEqualTo(3);
        assertThat(result.wrongPongs()).isEqualTo(3);
        assertThat(result.skipped()).isPositive();
        assertThat(result.failures()).isEmpty();
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void aSilentServerOwesOnePongForEachConnection() throws Exception {
        IdleResult result = idle((peer, ping) -> {
        });

        assertThat(result.pings()).isEqualTo(3);
        assertThat(result.missing()).isEqualTo(3);
        assertThat(result.wrongPongs()).isZero();
        assertThat(result.openAtEnd()).isEqualTo(3);
    }

    @Test
    void unsolicitedPongsAreIgnored() throws Exception {
        IdleResult result = idle((peer, ping) -> {
            peer.frame(0x8A, new byte[0]);
            peer.frame(0x8A, ping.payload());
            peer.frame(0x8A, new byte[] {1, 2, 3});
        });

        assertThat(result.isClean()).as("%s", result).isTrue();
        assertThat(result.pings()).isEqualTo(result.pongs()).isGreaterThan(3);
    }

    @Test
    void aConnectionLostInAHoldIsAFailure() throws Exception {
        IdleResult result = idle((peer, ping) -> peer.close(1001));

        assertThat(result.failures()).containsExactly(entry(new Failure.Closed(1001), 3));
        assertThat(result.openAtEnd()).isZero();
        assertThat(result.missing()).isEqualTo(3);
        assertThat(result.clients()).isEqualTo(3);
    }

    @Test
    void stopEndsAHoldEarly() throws Exception {
        try (Sink sink = Sink.honest(); Generator generator = generator(1); Session session = generator.open(
                sink.target())) {
            session.connect(4, Paths.only("/ingest"), 4);

            IdleResult result = session.idle(Duration.ofHours(1), Duration.ofMillis(200), _ -> session.stop());

            assertThat(result.isClean()).as("%s", result).isTrue();
            assertThat(result.seconds()).isLessThan(60);
            assertThat(result.pings()).isGreaterThanOrEqualTo(4);
        }
    }

    private static IdleResult idle(OnPing onPing) throws UsageException, InterruptedException {
        Sink.Script script = new Sink.Script() {
            @Override
            public void ping(Sink.Peer peer, Sink.Frame frame) throws IOException {
                onPing.on(peer, frame);
            }
        };
        try (Sink sink = Sink.start(script); Generator generator = generator(1); Session session = generator.open(
                sink.target())) {
            session.connect(3, Paths.only("/ingest"), 3);
            return session.idle(Duration.ofMillis(600), Duration.ofMillis(150), null);
        }
    }

    private static Generator generator(int eventLoops) throws UsageException {
        return Generator.start(new GeneratorSpec(7, 16, Payloads.MIN_BYTES, eventLoops, Duration.ofSeconds(20)));
    }
}
