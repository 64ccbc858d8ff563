package pudding.contract;

import java.util.List;
import java.util.Map;

/// One message: a device's batch of readings, as the JSON object of the same member names.
///
/// One that the [BatchCodec] made holds no null and no number that is not finite.
///
/// @param id         the device
/// @param seq        number of this message, distinct within a run
/// @param timeMicros when the message was *due* to be sent, µs since the Unix epoch
/// @param tags       free labels, one of which pads the message to its size
/// @param readings   the measurements, in the order they were taken
public record TelemetryBatch(String id, long seq, long timeMicros, Map<String, String> tags,
        List<Reading> readings) {

    /// One measurement.
    ///
    /// @param sensor     which sensor of the device
    /// @param value      the measured value, finite, in `unit`
    /// @param unit       unit of `value`
    /// @param quality    0 (bad) to 3 (good)
    /// @param timeMicros when it was taken, µs since the Unix epoch
    public record Reading(String sensor, double value, String unit, int quality, long timeMicros) {

        public Reading {
            if (!Double.isFinite(value)) {
                throw new MemberException("value", "is not a finite number");
            }
            if (quality < 0 || quality > 3) {
                throw new MemberException("quality", "is not 0 to 3");
            }
        }
    }

    /// A member has a value of the right type that it must not have.
    @SuppressWarnings("serial")
    static final class MemberException extends IllegalArgumentException {

        private final String member;

        private MemberException(String member, String sentence) {
            super(member + " " + sentence);
            this.member = member;
        }

        String member() {
            return member;
        }
    }
}
