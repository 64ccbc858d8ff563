package pudding.plain.faulty;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import pudding.contract.Digest;
import pudding.contract.TelemetryBatch;

/// Small messages whose content differs with their number, and what a server owes for them.
final class TestMessage {

    static final int READINGS = 1;

    private TestMessage() {
    }

    static String json(long seq) {
        return """
                {"id":"d%1$d","seq":%1$d,"timeMicros":%1$d,"tags":{},"readings":[\
                {"sensor":"s","value":%1$d.5,"unit":"K","quality":3,"timeMicros":%1$d}]}""".formatted(seq);
    }

    /// What `/ack` answers.
    static String receipt(long seq) {
        return "{\"seq\":" + seq + ",\"digest\":\"" + Digest.hex(digest(seq)) + "\"}";
    }

    /// The digest in `/stats` after the messages of some ranges.
    ///
    /// @param ends first and last number of each range, in turn
    static String digestSum(long... ends) {
        long sum = 0;
        for (int i = 0; i < ends.length; i += 2) {
            sum += LongStream.rangeClosed(ends[i], ends[i + 1]).map(TestMessage::digest).sum();
        }
        return Digest.hex(sum);
    }

    private static long digest(long seq) {
        return Digest.of(new TelemetryBatch("d" + seq, seq, seq, Map.of(),
                List.of(new TelemetryBatch.Reading("s", seq + 0.5, "K", 3, seq))));
    }
}
