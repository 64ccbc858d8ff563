package pudding.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import pudding.contract.UsageException;

/// Makes the messages: seeded, all different, each of exactly the same size in bytes; safe for use by many
/// threads at once.
///
/// One is the JSON of a device's batch, as a device would write it: about 100 readings in 10 KB, values with one
/// to six decimals, a few names that are not ASCII, an escaped character, a tag that pads it to its size.
public final class Payloads {

    /// The article's message: 10 KB.
    public static final int DEFAULT_BYTES = 10_240;

    /// Smaller ones would not hold a reading.
    public static final int MIN_BYTES = 512;

    /// The largest that can be asked for.
    public static final int MAX_BYTES = 1 << 20;

    /// `seq` of the first message of connection 0; all numbers from here have 16 digits.
    public static final long FIRST_SEQ = 1_000_000_000_000_000L;

    /// 2026-01-01T00:00:00Z in µs since the Unix epoch: the time of readings, and of messages without a due time.
    public static final long EPOCH_MICROS = 1_767_225_600_000_000L;

    /// One message a second for 31 years.
    private static final long SEQS_PER_CONNECTION = 1_000_000_000L;

    /// No reading is longer, with its comma.
    private static final int MAX_READING_BYTES = 128;

    private static final String[] SITES = {"Zürich-3", "São Paulo", "Łódź", "Malmö", "Kyōto", "Lyon"};
    private static final String[] SENSORS = {"temp", "dust", "door", "flow", "volt", "rain", "wind", "tilt"};
    private static final String[] UNITS = {"°C", "µg/m³", "kPa", "l/min", "V", "mm", "m/s", "°"};

    private final List<Payload> payloads;

    private Payloads(List<Payload> payloads) {
        this.payloads = payloads;
    }

    /// Makes `count` payloads.
    ///
    /// @param bytes size of each
    /// @throws UsageException when there cannot be messages of that size
    public static Payloads of(long seed, int count, int bytes) throws UsageException {
        checkSize(bytes);
        List<Payload> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            payloads.add(make(seed, i, bytes));
        }
        return new Payloads(payloads);
    }

    /// Makes the payload of one index, which does not depend on how many there are.
    ///
    /// @throws UsageException when there cannot be messages of that size
    public static Payload one(long seed, int index, int bytes) throws UsageException {
        checkSize(bytes);
        return make(seed, index, bytes);
    }

    /// The number of message `k` of a connection, distinct within a session.
    static long seq(int connection, long k) {
        return FIRST_SEQ + SEQS_PER_CONNECTION * connection + k;
    }

    /// The payload of message `k` of a connection: neighbours differ in time and across connections.
    Payload of(int connection, long k) {
        return payloads.get((int) ((connection * 31L + k) % payloads.size()));
    }

    private static void checkSize(int bytes) throws UsageException {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new UsageException("A message has from " + MIN_BYTES + " to " + MAX_BYTES + " bytes.");
        }
    }

    private static Payload make(long seed, int index, int size) {
        SplitMix64 random = new SplitMix64(seed, index);
        PayloadDigest digest = new PayloadDigest();

        String id = "device-%08d".formatted(random.below(100_000_000));
        digest.id(id);
        String head = "{\"id\":\"" + id + "\",\"seq\":";
        String timeName = ",\"timeMicros\":";

        String site = SITES[(int) random.below(SITES.length)];
        String door = Character.toString('A' + (int) random.below(26));
        digest.tag("site", site);
        digest.tag("kind", "🌡 probe");
        digest.tag("note", "door \"" + door + "\"");
        String tags = ",\"tags\":{\"site\":\"" + site + "\",\"kind\":\"🌡 probe\",\"note\":\"door \\\"" + door
                + "\\\"\",\"pad\":\"";
        String list = "\"},\"readings\":[";
        String end = "]}";

        int room = size - utf8Length(head + timeName + tags + list + end) - 2 * Payload.NUMBER_DIGITS;
        StringBuilder readings = new StringBuilder(size);
        int count = 0;
        while (room >= MAX_READING_BYTES) {
            String reading = (count == 0 ? "" : ",") + reading(random, count, digest);
            readings.append(reading);
            room -= utf8Length(reading);
            count++;
        }
        String pad = pad(random, room);
        digest.tag("pad", pad);

        String zeros = "0".repeat(Payload.NUMBER_DIGITS);
        byte[] bytes = (head + zeros + timeName + zeros + tags + pad + list + readings + end)
                .getBytes(StandardCharsets.UTF_8);
        int seqOffset = utf8Length(head);
        int timeOffset = seqOffset + Payload.NUMBER_DIGITS + utf8Length(timeName);
        return new Payload(bytes, seqOffset, timeOffset, digest.base(), count);
    }

    private static String reading(SplitMix64 random, int index, PayloadDigest digest) {
        int kind = (int) random.below(SENSORS.length);
        String sensor = "%s-%04d".formatted(SENSORS[kind], random.below(10_000));
        String value = decimal(random);
        int quality = (int) random.below(4);
        long timeMicros = EPOCH_MICROS + 10_000L * index + random.below(10_000);
        digest.reading(sensor, Double.parseDouble(value), UNITS[kind], quality, timeMicros);
        return "{\"sensor\":\"" + sensor + "\",\"value\":" + value + ",\"unit\":\"" + UNITS[kind]
                + "\",\"quality\":" + quality + ",\"timeMicros\":" + timeMicros + "}";
    }

    /// A number of one to six decimals, one in four negative, one in ten of up to 10¹², none with an exponent.
    private static String decimal(SplitMix64 random) {
        String sign = random.below(4) == 0 ? "-" : "";
        long whole = random.below(random.below(10) == 0 ? 1_000_000_000_000L : 1_000);
        int decimals = 1 + (int) random.below(6);
        long fraction = random.below((long) Math.pow(10, decimals));
        return sign + whole + "." + ("%0" + decimals + "d").formatted(fraction);
    }

    private static String pad(SplitMix64 random, int length) {
        StringBuilder pad = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            pad.append((char) ('a' + random.below(26)));
        }
        return pad.toString();
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
