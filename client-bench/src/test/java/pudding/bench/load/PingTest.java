package pudding.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Servers that acknowledge nothing are timed by Pings behind the messages.
class PingTest {

    @Test
    void oneConnectionInTenSendsAPingBehindEachMessageAndItsPongIsTheAnswer() throws Exception {
        try (Sink sink = Sink.honest()) {
            PhaseResult result = run(sink, 20);

            assertThat(result.isClean()).isTrue();
            assertThat(result.sent()).isEqualTo(200);
            assertThat(result.acked()).isEqualTo(20);
            assertThat(result.latency().getTotalCount()).isEqualTo(20);
            assertThat(sink.frames(0x9)).hasSize(20);
            assertThat(sink.messages()).allMatch(frame -> frame.peer().path().equals("/ws"));
        }
    }

    @Test
    void whatTheServerSaysOfItsOwnAccordIsNotLookedAt() throws Exception {
        try (Sink sink = Sink.start(new Sink.Script() {
            @Override
            public void message(Sink.Peer peer, Sink.Frame frame) throws IOException {
                peer.text(new String(frame.payload(), StandardCharsets.UTF_8));
            }
        })) {
            PhaseResult result = run(sink, 10);

            assertThat(result.isClean()).isTrue();
            assertThat(result.acked()).isEqualTo(10);
        }
    }

    @Test
    void aPongStandsForThePingsBeforeIt() throws Exception {
        try (Sink sink = Sink.start(new Sink.Script() {
            private int pings;

            @Override
            public void ping(Sink.Peer peer, Sink.Frame frame) throws IOException {
                if (++pings % 5 == 0) {
                    peer.frame(0x8A, frame.payload());
                }
            }
        })) {
            PhaseResult result = run(sink, 1);

            assertThat(result.unacked()).isZero();
            assertThat(result.acked()).isEqualTo(10);
        }
    }

    @Test
    void pongsThatDoNotComeAreMissed() throws Exception {
        try (Sink sink = Sink.start(new Sink.Script() {
            @Override
            public void ping(Sink.Peer peer, Sink.Frame frame) {
                // Not answered.
            }
        })) {
            PhaseResult result = run(sink, 10);

            assertThat(result.unacked()).isEqualTo(10);
            assertThat(result.isClean()).isFalse();
        }
    }

    /// Ten messages on each of so many connections.
    private static PhaseResult run(Sink sink, int clients) throws Exception {
        try (Generator generator = Generator.start(
                new GeneratorSpec(7, 16, Payloads.MIN_BYTES, 1, Duration.ofSeconds(20)));
                Session session = generator.open(sink.target())) {
            assertThat(session.connect(clients, Paths.withAcks("/ws", null), clients).isComplete()).isTrue();
            PhaseResult result = session.run(new Phase("test", 20, Duration.ofMillis(500), Phase.Pace.OPEN_LOOP,
                    Duration.ofSeconds(2), null));
            assertThat(session.ledger().acked()).isZero();
            assertThat(session.ledger().mismatches()).isZero();
            return result;
        }
    }
}
