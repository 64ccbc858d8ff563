package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pudding.contract.BatchConsumer;
import pudding.contract.Refusal;
import pudding.contract.Rejection;

/// What becomes of a connection whose message the server's own code fails on.
interface ConsumerContract extends Contract {

    /// What may go wrong in a consumer that is not the peer's fault.
    enum Fault {
        EXCEPTION {
            @Override
            void happen() {
                throw new IllegalStateException("A fault made for this test.");
            }
        },
        ENDLESS_RECURSION {
            @Override
            @SuppressWarnings("InfiniteRecursion") // On purpose.
            void happen() {
                // Not in tail position, so that nothing may leave the call out.
                happen();
                throw new IllegalStateException("The stack has no end.");
            }
        },
        MISSING_CLASS {
            @Override
            void happen() {
                throw new NoClassDefFoundError("A fault made for this test.");
            }
        },
        BROKEN_ASSERTION {
            @Override
            void happen() {
                throw new AssertionError("A fault made for this test.");
            }
        };

        abstract void happen();
    }

    // RFC 6455 §7.4.1: 1011, an unexpected condition prevented the server from fulfilling the request.
    @Clause("RFC 6455 §7.4.1")
    @ParameterizedTest
    @EnumSource(Fault.class)
    default void aFailureOfTheServersOwnClosesWith1011AndHarmsNobodyElse(Fault fault) throws Exception {
        try (TestServer server = serve(consumer -> (bytes, offset, length) -> {
            BatchConsumer.Receipt receipt = consumer.accept(bytes, offset, length);
            if (receipt.seq() == 13) {
                fault.happen();
            }
            return receipt;
        })) {
            RawPeer other = server.open("/ack");
            for (int failed = 1; failed <= 12; failed++) {
                RawPeer peer = server.open("/ack");
                peer.send(Frames.text(Batches.json(13)));
                peer.expectClose(1011);
                peer.expectEnd();
            }
            other.exchange(14);
            server.awaitStats(stats -> assertThat(stats.rejected()).containsOnlyKeys(Refusal.INTERNAL.key())
                    .containsValue(12L));
        }
    }

    @Test
    default void aRejectionOfTheConsumerClosesWithItsCode() throws Exception {
        try (TestServer server = serve(consumer -> (bytes, offset, length) -> {
            throw new Rejection(Refusal.NOT_BATCH, "Never good enough.");
        })) {
            RawPeer peer = server.open("/ingest");
            peer.send(Frames.text(Batches.json(1)));
            ReceivedFrame close = peer.readFrame();
            assertThat(close.closeCode()).isEqualTo(1007);
            assertThat(close.closeReason()).isEqualTo("Never good enough.");
            peer.expectEnd();
        }
    }
}
