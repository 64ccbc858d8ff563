package pudding.bench.load;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.load.Phase.Pace;
import pudding.contract.UsageException;

/// How connections are opened, from where, and how some are taken back.
@Timeout(60)
final class ConnectTest {

    private static final Sink.Script FULL = new Sink.Script() {
        @Override
        public String refusal(String path) {
            return "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n";
        }
    };

    @Test
    void connectingEndsSoonWhenTheServerTakesNoMore() throws Exception {
        try (Sink sink = Sink.start(FULL); Generator generator = generator(); Session session = generator.open(
                sink.target())) {
            ConnectResult result = session.connect(10_000, Paths.only("/ingest"), new ConnectPace(4, 0, 20));

            assertThat(result.wanted()).isEqualTo(10_000);
            assertThat(result.asked()).isBetween(21, 24);
            assertThat(result.isGivenUp()).isTrue();
            assertThat(result.isComplete()).isFalse();
            assertThat(result.failures()).containsExactly(entry(new Failure.Upgrade(503), result.asked()));
        }
    }

    @Test
    void connectionsAreBegunNoFasterThanAsked() throws Exception {
        try (Sink sink = Sink.honest(); Generator generator = generator(); Session session = generator.open(
                sink.target())) {
            ConnectResult result = session.connect(11, Paths.only("/ingest"), new ConnectPace(11, 20));

            assertThat(result.isComplete()).isTrue();
            // The last one is due 10 / 20 s after the first.
            assertThat(result.seconds()).isGreaterThanOrEqualTo(0.5);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8")
    void connectionsAreSpreadOverSourceAddresses() throws Exception {
        Queue<InetAddress> addresses = new ConcurrentLinkedQueue<>();
        Sink.Script noting = new Sink.Script() {
            @Override
            public void opened(Sink.Peer peer) {
                addresses.add(peer.address());
            }
        };
        Sources sources = Sources.of(InetAddress.ofLiteral("127.0.0.254"), 3);
        try (Sink sink = Sink.start(noting); Generator generator = generator(); Session session = generator.open(
                sink.target(), sources)) {
            assertThat(session.connect(5, Paths.only("/ingest"), 2).isComplete()).isTrue();
            assertThat(session.connect(3, Paths.only("/ingest"), 2).isComplete()).isTrue();

            assertThat(addresses.stream().collect(groupingBy(InetAddress::getHostAddress, counting()))).containsOnly(
                    entry("127.0.0.254", 3L), entry("127.0.0.255", 3L), entry("127.0.1.0", 2L));
        }
    }

    @Test
    void sourceAddressesAreOfIpv4() throws Exception {
        assertThatThrownBy(() -> Sources.of(InetAddress.ofLiteral("::1"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Source addresses are IPv4.");
        assertThat(Sources.NONE.of(1_000_000)).isNull();
    }

    @Test
    void trimClosesTheLastInOrderAndKeepsTheLedger() throws Exception {
        try (Sink sink = Sink.honest(); Generator generator = generator(); Session session = generator.open(
                sink.target())) {
            session.connect(10, Paths.ingestWithAcks(), 10);
            session.run(phase());
            Ledger ledger = session.ledger();

            session.trim(4);

            assertThat(session.open()).isEqualTo(4);
            assertThat(session.ledger()).isEqualTo(ledger);
            await().until(() -> sink.frames(0x8).size() == 6);
            List<Sink.Frame> closes = sink.frames(0x8);
            assertThat(closes).allSatisfy(close -> assertThat(close.payload()).containsExactly(0x03, 0xe8));
            // The first connection is the acknowledged one.
            assertThat(closes).extracting(close -> close.peer().path()).containsOnly("/ingest");

            session.trim(20);
            assertThat(session.open()).isEqualTo(4);
            assertThat(session.connect(3, Paths.ingestWithAcks(), 3).opened()).isEqualTo(3);
            PhaseResult more = session.run(phase());
            assertThat(more.isClean()).isTrue();
            assertThat(more.clients()).isEqualTo(7);
            await().until(() -> sink.messages().size() == session.ledger().sent());
            assertThat(sink.messages().stream().map(f -> f.batch().seq()).distinct().count())
                    .isEqualTo(session.ledger().sent());
        }
    }

    @Test
    void trimGivesUpWhatTheServerDoesNotClose() throws Exception {
        Sink.Script deaf = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws InterruptedException {
                // The Close behind the message is never read.
                Thread.sleep(Duration.ofMinutes(1));
            }
        };
        try (Sink sink = Sink.start(deaf); Generator generator = generator(); Session session = generator.open(
                sink.target())) {
            session.connect(3, Paths.only("/ingest"), 3);
            session.run(phase());

            session.trim(1);

            assertThat(session.open()).isEqualTo(1);
        }
    }

    @Test
    void acknowledgementsThatTakeLongerThanAskedAreLate() throws Exception {
        Sink.Script slow = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException, InterruptedException {
                if (frame.batch().seq() % 10 == 3) {
                    Thread.sleep(200);
                }
                peer.text(Sink.ack(frame));
            }
        };
        try (Sink sink = Sink.start(slow); Generator generator = generator(); Session session = generator.open(
                sink.target())) {
            session.connect(1, Paths.onlyAcks("/ack"), 1);
            Phase phase = new Phase("late", 2, Duration.ofMillis(2_400), Pace.OPEN_LOOP, Duration.ofSeconds(10),
                    Duration.ofMillis(150), null);

            PhaseResult result = session.run(phase);

            assertThat(result.acked()).isEqualTo(result.due());
            assertThat(result.perSecond().stream().mapToLong(PhaseResult.Second::late).sum()).isBetween(1L,
                    result.acked());
            assertThat(session.run(phase()).perSecond()).allSatisfy(row -> assertThat(row.late()).isZero());
        }
    }

    private static Phase phase() {
        return new Phase("test", 20, Duration.ofMillis(500), Pace.OPEN_LOOP, Duration.ofSeconds(10), null);
    }

    private static Generator generator() throws UsageException {
        return Generator.start(new GeneratorSpec(7, 16, Payloads.MIN_BYTES, 1, Duration.ofSeconds(20)));
    }
}
