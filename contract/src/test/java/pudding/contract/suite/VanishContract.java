package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Peers that are gone without a word.
interface VanishContract extends Contract {

    /// How far a peer came before it vanished.
    enum State {
        CONNECTED, IN_TLS, AFTER_TLS, IN_HEAD, OPEN, IN_FRAME_HEADER, IN_PAYLOAD, IN_FRAGMENTS, UNREAD_REPLIES,
        AFTER_CLOSE;

        /// Brings a new peer there.
        RawPeer reach(TestServer server) throws Exception {
            return switch (this) {
                case CONNECTED -> server.tcp();
                case IN_TLS -> {
                    RawPeer peer = server.tcp();
                    peer.send(Arrays.copyOf(ClientHellos.ofTheJdk(), 100));
                    yield peer;
                }
                case AFTER_TLS -> server.tls();
                case IN_HEAD -> {
                    RawPeer peer = server.tls();
                    peer.send("GET /ingest HT");
                    yield peer;
                }
                case OPEN -> server.open("/ingest");
                case IN_FRAME_HEADER -> sent(server, "81 FE 10");
                case IN_PAYLOAD -> sent(server, "81 FE 1000 00000000 7B7B");
                case IN_FRAGMENTS -> sent(server, "01 81 00000000 7B 00 81 00000000 7B");
                case UNREAD_REPLIES -> {
                    RawPeer peer = server.open("/ack");
                    for (int seq = 1_000; seq < 1_100; seq++) {
                        peer.send(Frames.text(Batches.json(seq)));
                    }
                    yield peer;
                }
                case AFTER_CLOSE -> {
                    RawPeer peer = server.open("/ack");
                    peer.send(Frames.close(1000));
                    yield peer;
                }
            };
        }

        private static RawPeer sent(TestServer server, String hex) throws Exception {
            RawPeer peer = server.open("/ingest");
            peer.sendHex(hex);
            return peer;
        }

        boolean isAfterUpgrade() {
            return compareTo(OPEN) >= 0;
        }
    }

    /// A way to go.
    enum Exit {
        RESET {
            @Override
            void leave(RawPeer peer) throws Exception {
                peer.reset();
            }
        },
        TCP_END {
            @Override
            void leave(RawPeer peer) throws Exception {
                peer.close();
            }
        };

        abstract void leave(RawPeer peer) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(State.class)
    default void aResetAtAnyStateHarmsNobody(State state) throws Exception {
        vanish(state, Exit.RESET);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    default void anEndOfTheStreamAtAnyStateHarmsNobody(State state) throws Exception {
        vanish(state, Exit.TCP_END);
    }

    @Test
    @Clause({"RFC 8446 §6.1", "RFC 6455 §7.1.5"})
    default void aTlsCloseWithoutACloseFrameGivesThePlaceBack() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.open("/ingest");
            peer.tlsSocket().close();
            server.awaitStats(stats -> assertThat(stats.connections()).isZero());
            assertThat(server.stats().rejected()).isEmpty();
        }
    }

    /// Its host has lost power, or a cable is cut: nothing comes, not even an end.
    @Test
    default void peersThatFallSilentInAnyStateAreGivenUp() throws Exception {
        try (TestServer server = serve("--handshake-timeout", "1", "--idle-timeout", "1")) {
            List<RawPeer> peers = new ArrayList<>();
            Map<String, Long> expected = new TreeMap<>();
            for (int i = 0; i < 5; i++) {
                for (State state : State.values()) {
                    peers.add(state.reach(server));
                    if (state != State.AFTER_CLOSE) {
                        // A Close has been answered already.
                        expected.merge(state.isAfterUpgrade() ? "idle" : "http_408", 1L, Long::sum);
                    }
                }
            }
            server.awaitStats(stats -> {
                assertThat(stats.rejected()).isEqualTo(expected);
                assertThat(stats.connections()).isZero();
            });
            for (RawPeer peer : peers) {
                peer.readToEnd();
            }
        }
    }

    private void vanish(State state, Exit exit) throws Exception {
        try (TestServer server = serve()) {
            RawPeer honest = server.open("/ack");
            honest.exchange(1);
            for (int i = 0; i < 5; i++) {
                exit.leave(state.reach(server));
            }
            honest.exchange(2);
            server.awaitStats(stats -> assertThat(stats.connections()).isOne());
            if (state == State.CONNECTED || state.isAfterUpgrade()) {
                assertThat(server.stats().rejected()).isEmpty();
            }
        }
    }
}
