package pudding.bench.measure.floor;

import java.util.List;
import pudding.contract.BatchCodec;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Ingest;
import pudding.contract.Rejection;
import pudding.contract.UsageException;
import pudding.contract.Utf8Validator;

/// Does for messages in memory what every server does with each: checks its UTF-8, and hands it to [Ingest].
final class JsonFloor implements Rounds.Batch {

    /// The timed parts.
    static final int UTF8 = 0;
    static final int INGEST = 1;
    static final int PARTS = 2;

    private final List<Message> messages;
    private final Ingest ingest;
    private final Utf8Validator utf8 = new Utf8Validator();

    JsonFloor(BatchCodec.Binding binding) throws UsageException {
        ingest = new Ingest(new BatchCodec(binding), new Counters());
        messages = Message.batch();
    }

    @Override
    public int run(Rounds.Meter meter) throws Rejection {
        long digests = 0;
        meter.begin();
        for (Message message : messages) {
            utf8.append(message.text(), 0, message.text().length);
        }
        meter.end(UTF8);
        if (!utf8.isComplete()) {
            throw new IllegalStateException("A message is not UTF-8.");
        }
        meter.begin();
        for (Message message : messages) {
            BatchConsumer.Receipt receipt = ingest.accept(message.text(), 0, message.text().length);
            digests += receipt.digest() - message.digest();
        }
        meter.end(INGEST);
        if (digests != 0) {
            throw new IllegalStateException("A message was not read as it was made.");
        }
        return messages.size();
    }
}
