package pudding.bench.load;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.bench.load.Phase.Pace;
import pudding.contract.Digest;
import pudding.contract.TelemetryBatch;
import pudding.contract.UsageException;

/// What a session sends, counts and times, seen from a server that does its work.
@Timeout(60)
final class SessionTest {

    private static final Duration DRAIN = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void bothEndsCountTheSameMessagesAndDigests(int eventLoops) throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.DEFAULT_BYTES, eventLoops))) {
            Session session = generator.open(sink.target());
            ConnectResult connected = session.connect(20, Paths.ingestWithAcks(), 8);
            assertThat(connected.isComplete()).isTrue();
            assertThat(connected.openMicros().getTotalCount()).isEqualTo(20);
            assertThat(connected.tls()).containsExactly("TLSv1.3 TLS_AES_128_GCM_SHA256");

            PhaseResult result = session.run(phase(20, Duration.ofSeconds(1)));

            assertThat(result.clients()).isEqualTo(20);
            assertThat(result.openAtEnd()).isEqualTo(20);
            assertThat(result.due()).isEqualTo(400);
            assertThat(result.sent()).isEqualTo(400);
            assertThat(result.bytes()).isEqualTo(400 * 10_240);
            assertThat(result.isClean()).isTrue();
            assertThat(result.acked()).isEqualTo(40);
            assertThat(result.latency().getTotalCount()).isEqualTo(40);
            assertThat(result.service().getTotalCount()).isEqualTo(40);
            assertThat(result.lag().getTotalCount()).isEqualTo(400);
            assertThat(result.sendDelay().getTotalCount()).isEqualTo(400);
            assertThat(result.perSecond()).extracting(PhaseResult.Second::sent).satisfies(rows -> assertThat(
                    rows.stream().mapToLong(Long::longValue).sum()).isEqualTo(400));

            await().until(() -> sink.messages().size() == 400);
            List<TelemetryBatch> batches = sink.messages().stream().map(Sink.Frame::batch).toList();
            Ledger ledger = session.ledger();
            assertThat(ledger.sent()).isEqualTo(400);
            assertThat(ledger.sentBytes()).isEqualTo(400 * 10_240);
            assertThat(ledger.digestSum()).isEqualTo(batches.stream().mapToLong(Digest::of).sum());
            assertThat(ledger.acked()).isEqualTo(40);
            assertThat(ledger.ackedDigestSum()).isEqualTo(sink.messages().stream()
                    .filter(frame -> frame.peer().path().equals("/ack"))
                    .mapToLong(frame -> Digest.of(frame.batch()))
                    .sum());
            assertThat(ledger.mismatches()).isZero();
            session.close();
            assertThat(session.ledger()).isEqualTo(ledger);
        }
    }

    @Test
    void everyFrameIsWholeMaskedAnewAndOfTheExactSize() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(10_240, 1));
                Session session = generator.open(sink.target())) {
            session.connect(5, Paths.only("/ingest"), 5);
            session.run(phase(100, Duration.ofSeconds(1)));
            await().until(() -> sink.messages().size() == 500);

            assertThat(sink.messages()).allSatisfy(frame -> {
                assertThat(frame.fin()).isTrue();
                assertThat(frame.masked()).isTrue();
                assertThat(frame.payload()).hasSize(10_240);
            });
            assertThat(sink.messages().stream().map(Sink.Frame::mask).distinct().count()).isEqualTo(500);
            assertThat(sink.messages().stream().map(f -> f.batch().seq()).distinct().count()).isEqualTo(500);
            assertThat(sink.messages().stream().map(f -> f.batch().id()).distinct().count()).isGreaterThan(100);
        }
    }

    @Test
    void whatAGeneratorThatIsBehindNeverTurnedToIsSkippedAndNotOwed() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(10, Paths.only("/discard"), 10);

            // Ten times what a core can look at.
            PhaseResult result = session.run(new Phase("flood", 100_000, Duration.ofMillis(300), Pace.BACKPRESSURED,
                    Duration.ofMillis(1), null));

            assertThat(result.due()).isEqualTo(300_000);
            assertThat(result.skipped()).isPositive();
            assertThat(result.notSentByEnd()).isLessThan(10_000);
        }
    }

    @Test
    void eachPhaseStartsItsScheduleAnew() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(3, Paths.only("/ingest"), 3);
            long before = nowMicros();
            PhaseResult first = session.run(phase(50, Duration.ofMillis(500)));
            PhaseResult second = session.run(phase(10, Duration.ofMillis(500)));
            long after = nowMicros();

            assertThat(first.due()).isEqualTo(75);
            assertThat(second.due()).isEqualTo(15);
            assertThat(session.ledger().sent()).isEqualTo(90);
            await().until(() -> sink.messages().size() == 90);
            Map<Sink.Peer, List<Sink.Frame>> byPeer = sink.messages().stream().collect(groupingBy(Sink.Frame::peer));
            assertThat(byPeer.values()).hasSize(3).allSatisfy(frames -> {
                List<Long> seqs = frames.stream().map(f -> f.batch().seq()).toList();
                List<Long> times = frames.stream().map(f -> f.batch().timeMicros()).toList();
                assertThat(times).allSatisfy(t -> assertThat(t).isBetween(before, after));
                for (int k = 0; k < 30; k++) {
                    assertThat(seqs.get(k)).isEqualTo(seqs.getFirst() + k);
                }
                for (int k = 0; k < 24; k++) {
                    assertThat(times.get(k + 1) - times.get(k)).isBetween(19_999L, 20_001L);
                }
                for (int k = 25; k < 29; k++) {
                    assertThat(times.get(k + 1) - times.get(k)).isBetween(99_999L, 100_001L);
                }
            });
        }
    }

    /// Message 20 is answered 300 ms late. Those behind it are due every 10 ms, so message 20 + *j* waits at least
    /// 300 − 10 *j* ms from when it was due, although the server answers each of them at once when it gets to it.
    @Test
    void aStallIsSeenByEveryMessageThatWasDueInIt() throws Exception {
        Sink.Script stalling = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException, InterruptedException {
                if (frame.batch().seq() % 1_000 == 20) {
                    Thread.sleep(300);
                }
                peer.text(Sink.ack(frame));
            }
        };
        try (Sink sink = Sink.start(stalling);
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(1, Paths.onlyAcks("/ack"), 1);

            PhaseResult result = session.run(phase(100, Duration.ofSeconds(1)));

            assertThat(result.isClean()).isTrue();
            assertThat(result.latency().getTotalCount()).isEqualTo(100);
            assertThat(result.latency().getMaxValue()).isGreaterThanOrEqualTo(300_000);
            for (int j = 0; j < 30; j++) {
                long atLeastMicros = 300_000L - 10_000L * j;
                assertThat(result.latency().getCountBetweenValues(atLeastMicros, Long.MAX_VALUE))
                        .isGreaterThanOrEqualTo(j + 1);
            }
        }
    }

    /// 50 MB fall due while the server reads nothing: more than the kernel's buffers take.
    @Test
    void whatTheSocketDoesNotTakeIsSentLaterAndCountedAsBehind() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Sink.Script slow = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws InterruptedException {
                reading.await();
            }
        };
        try (Sink sink = Sink.start(slow);
                Generator generator = Generator.start(spec(200_000, 1));
                Session session = generator.open(sink.target())) {
            session.connect(1, Paths.only("/ingest"), 1);
            Phase phase = new Phase("slow", 250, Duration.ofSeconds(1), Pace.OPEN_LOOP, Duration.ofSeconds(30),
                    second -> reading.countDown());

            PhaseResult result = session.run(phase);

            assertThat(result.due()).isEqualTo(250);
            assertThat(result.behind()).isPositive();
            assertThat(result.maxPending()).isGreaterThanOrEqualTo((int) result.behind());
            assertThat(result.sent()).isEqualTo(250);
            assertThat(result.notSentByEnd()).isZero();
            await().until(() -> sink.messages().size() == 250);
            assertThat(sink.messages()).extracting(f -> f.batch().seq()).isSorted();
            assertThat(sink.messages()).allSatisfy(f -> assertThat(f.payload()).hasSize(200_000));
        }
    }

    @Test
    void aBackpressuredPhaseSkipsWhileTheServerIsBehind() throws Exception {
        CountDownLatch answering = new CountDownLatch(1);
        Sink.Script cold = new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException, InterruptedException {
                if (peer.path().equals("/ack")) {
                    answering.await();
                    peer.text(Sink.ack(frame));
                }
            }
        };
        try (Sink sink = Sink.start(cold);
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(10, Paths.ingestWithAcks(), 10);
            Phase phase = new Phase("cold", 40, Duration.ofSeconds(1), Pace.BACKPRESSURED, DRAIN, second -> {
                if (second.number() == 2) {
                    answering.countDown();
                }
            });

            PhaseResult result = session.run(phase);

            // The acknowledged connection may have four messages open, and then all others stop with it.
            assertThat(result.due()).isEqualTo(400);
            assertThat(result.acked()).isEqualTo(4);
            assertThat(result.unacked()).isZero();
            assertThat(result.sent() + result.skipped()).isEqualTo(400);
            assertThat(result.sent()).isLessThanOrEqualTo(10 * 5);
            assertThat(session.ledger().sent()).isEqualTo(result.sent());
        }
    }

    @Test
    void aWrongDigestIsCaught() throws Exception {
        Sink.Script liar = answering((peer, frame) -> {
            String ack = Sink.ack(frame);
            TelemetryBatch batch = frame.batch();
            peer.text(batch.seq() % 5 == 0
                    ? ack.replace(Digest.hex(Digest.of(batch)), Digest.hex(Digest.of(batch) ^ 1))
                    : ack);
        });
        PhaseResult result = run(liar, DRAIN);

        assertThat(result.ackErrors()).isEqualTo(new PhaseResult.AckErrors(10, 0, 0));
        assertThat(result.acked()).isEqualTo(50);
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void aWrongOrderIsCaught() throws Exception {
        Sink.Script swapper = new Sink.Script() {
            private String held = "";

            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException {
                if (held.isEmpty()) {
                    held = Sink.ack(frame);
                } else {
                    peer.text(Sink.ack(frame));
                    peer.text(held);
                    held = "";
                }
            }
        };
        PhaseResult result = run(swapper, DRAIN);

        assertThat(result.ackErrors()).isEqualTo(new PhaseResult.AckErrors(0, 25, 0));
        assertThat(result.acked()).isEqualTo(50);
    }

    @Test
    void aSecondAcknowledgementOfTheSameMessageIsCaught() throws Exception {
        Sink.Script stutterer = answering((peer, frame) -> {
            peer.text(Sink.ack(frame));
            peer.text(Sink.ack(frame));
        });
        PhaseResult result = run(stutterer, DRAIN);

        assertThat(result.ackErrors().wrongDigest()).isZero();
        assertThat(result.ackErrors().wrongOrder()).isBetween(49L, 50L);
        assertThat(result.acked()).isEqualTo(50);
    }

    @Test
    void whatIsNoAcknowledgementIsCaught() throws Exception {
        Sink.Script chatterer = answering((peer, frame) -> {
            peer.text("hello");
            peer.text(Sink.ack(frame));
        });
        PhaseResult result = run(chatterer, DRAIN);

        assertThat(result.ackErrors().unreadable()).isBetween(49L, 50L);
        assertThat(result.acked()).isEqualTo(50);
    }

    @Test
    void aMissingAcknowledgementCountsWithTheTimeItWasWaitedFor() throws Exception {
        Sink.Script forgetful = answering((peer, frame) -> {
            if (frame.batch().seq() % 10 != 3) {
                peer.text(Sink.ack(frame));
            }
        });
        PhaseResult result = run(forgetful, Duration.ofMillis(400));

        assertThat(result.sent()).isEqualTo(50);
        assertThat(result.acked()).isEqualTo(45);
        assertThat(result.unacked()).isEqualTo(5);
        assertThat(result.latency().getTotalCount()).isEqualTo(50);
        assertThat(result.service().getTotalCount()).isEqualTo(45);
        // Message 3 was due in the first 80 ms of a second, and nobody waited less than the drain for it.
        assertThat(result.latency().getMaxValue()).isGreaterThanOrEqualTo(1_300_000);
        assertThat(result.latency().getCountBetweenValues(400_000, Long.MAX_VALUE)).isGreaterThanOrEqualTo(5);
        assertThat(result.ackErrors().total()).isZero();
        assertThat(result.isClean()).isFalse();
    }

    @Test
    void fragmentsAndPingsFromTheServerAreUnderstood() throws Exception {
        Sink.Script rfcLawyer = answering((peer, frame) -> {
            byte[] ack = Sink.ack(frame).getBytes(StandardCharsets.UTF_8);
            peer.frame(0x01, java.util.Arrays.copyOfRange(ack, 0, 10));
            peer.frame(0x89, new byte[] {1, 2, 3});
            peer.frame(0x80, java.util.Arrays.copyOfRange(ack, 10, ack.length));
        });
        try (Sink sink = Sink.start(rfcLawyer);
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(1, Paths.onlyAcks("/ack"), 1);
            PhaseResult result = session.run(phase(50, Duration.ofSeconds(1)));

            assertThat(result.isClean()).isTrue();
            assertThat(result.acked()).isEqualTo(50);
            await().until(() -> sink.frames(0xA).size() == 50);
            assertThat(sink.frames(0xA)).allSatisfy(pong -> {
                assertThat(pong.masked()).isTrue();
                assertThat(pong.payload()).containsExactly(1, 2, 3);
            });
        }
    }

    @Test
    void stopEndsAPhaseEarlyAndLosesNothing() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(10, Paths.ingestWithAcks(), 10);
            PhaseResult result = session.run(new Phase("long", 20, Duration.ofHours(1), Pace.OPEN_LOOP, DRAIN,
                    second -> session.stop()));

            assertThat(result.isClean()).isTrue();
            assertThat(result.seconds()).isBetween(1.0, 60.0);
            assertThat(result.sent()).isEqualTo(result.due()).isGreaterThanOrEqualTo(200);
            await().until(() -> sink.messages().size() == result.sent());
        }
    }

    @Test
    void anInterruptedPhaseLeavesARightLedger() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1))) {
            Session session = generator.open(sink.target());
            session.connect(4, Paths.only("/ingest"), 4);
            Thread runner = Thread.currentThread();
            Phase phase = new Phase("long", 50, Duration.ofHours(1), Pace.OPEN_LOOP, DRAIN,
                    second -> runner.interrupt());

            assertThatThrownBy(() -> session.run(phase)).isInstanceOf(InterruptedException.class);

            Ledger ledger = session.ledger();
            assertThat(ledger.sent()).isPositive();
            await().until(() -> sink.messages().size() >= ledger.sent());
            session.close();
            assertThat(session.ledger().sent()).isEqualTo(sink.messages().size());
        }
    }

    @Test
    void closeEndsEveryConnectionWithTheNormalCode() throws Exception {
        try (Sink sink = Sink.honest(); Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1))) {
            Session session = generator.open(sink.target());
            session.connect(7, Paths.ingestWithAcks(), 7);
            assertThat(session.open()).isEqualTo(7);

            session.close();

            assertThat(session.open()).isZero();
            assertThat(sink.frames(0x8)).hasSize(7)
                    .allSatisfy(close -> assertThat(close.payload()).containsExactly(0x03, 0xe8));
            session.close();
            assertThatThrownBy(() -> session.run(phase(1, Duration.ofSeconds(1))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void oneConnectionInTenIsAcknowledgedAndTheyAreDealtToAllLoops() throws Exception {
        try (Sink sink = Sink.honest();
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 2));
                Session session = generator.open(sink.target())) {
            session.connect(40, Paths.ingestWithAcks(), 40);
            session.run(phase(10, Duration.ofMillis(500)));
            await().until(() -> sink.messages().size() == 200);

            Map<String, Set<Sink.Peer>> peers = sink.messages().stream().collect(
                    groupingBy(f -> f.peer().path(), Collectors.mapping(Sink.Frame::peer, Collectors.toSet())));
            assertThat(peers.get("/ack")).hasSize(4);
            assertThat(peers.get("/ingest")).hasSize(36);
        }
    }

    private interface Answer {
        void to(Sink.Peer peer, Sink.Frame frame) throws IOException;
    }

    private static Sink.Script answering(Answer answer) {
        return new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException {
                answer.to(peer, frame);
            }
        };
    }

    /// One acknowledged connection, 50 messages in a second.
    private static PhaseResult run(Sink.Script script, Duration drain) throws UsageException, InterruptedException {
        try (Sink sink = Sink.start(script);
                Generator generator = Generator.start(spec(Payloads.MIN_BYTES, 1));
                Session session = generator.open(sink.target())) {
            session.connect(1, Paths.onlyAcks("/ack"), 1);
            PhaseResult result = session.run(new Phase("test", 50, Duration.ofSeconds(1), Pace.OPEN_LOOP, drain, null));
            assertThat(session.ledger().mismatches()).isGreaterThanOrEqualTo(result.ackErrors().total());
            return result;
        }
    }

    private static GeneratorSpec spec(int messageBytes, int eventLoops) {
        return new GeneratorSpec(7, GeneratorSpec.DEFAULT_PAYLOADS, messageBytes, eventLoops, Duration.ofSeconds(20));
    }

    private static Phase phase(double rate, Duration duration) {
        return new Phase("test", rate, duration, Pace.OPEN_LOOP, DRAIN, null);
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
