package pudding.plain;

import java.io.IOException;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Refusal;
import pudding.contract.Rejection;

/// Does with each message what its endpoint says; one instance for each connection.
///
/// Used by one thread at a time: the connection's own, or in the event loop whichever worker has its turn.
final class MessageHandler {

    private final Endpoint endpoint;
    private final BatchConsumer consumer;
    private final Counters counters;
    private final FrameWriter out;

    MessageHandler(Endpoint endpoint, BatchConsumer consumer, Counters counters, FrameWriter out) {
        this.endpoint = endpoint;
        this.consumer = consumer;
        this.counters = counters;
        this.out = out;
    }

    /// Takes the next event of the connection, other than its Close.
    ///
    /// @throws Rejection with the close code to answer
    void on(Event event) throws Rejection, IOException {
        switch (event) {
            case Event.Text(byte[] bytes, int offset, int length) -> onText(bytes, offset, length);
            case Event.Binary(byte[] bytes, int offset, int length) -> onBinary(bytes, offset, length);
            case Event.Ping(byte[] payload) -> out.pong(payload);
            case Event.Pong _ -> {
                // An unasked pong is a peer's heartbeat and gets no answer (RFC 6455 §5.5.3).
            }
            case Event.Close _ -> throw new IllegalStateException("The driver answers a Close.");
        }
    }

    private void onText(byte[] payload, int offset, int length) throws Rejection, IOException {
        counters.received(length);
        switch (endpoint) {
            case INGEST -> consumer.acceptOrReject(payload, offset, length);
            case ACK -> out.text(consumer.acceptOrReject(payload, offset, length).toJson());
            case DISCARD -> {
                // Read whole, unmasked, checked as UTF-8, and counted above.
            }
            case ECHO -> out.text(payload, offset, length);
        }
    }

    private void onBinary(byte[] payload, int offset, int length) throws Rejection, IOException {
        counters.received(length);
        switch (endpoint) {
            case ECHO -> out.binary(payload, offset, length);
            case INGEST, ACK, DISCARD -> throw new Rejection(Refusal.BINARY,
                    "Only text messages are accepted here.");
        }
    }
}
