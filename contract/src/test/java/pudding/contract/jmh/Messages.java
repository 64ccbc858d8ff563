package pudding.contract.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;

/// Messages like those of a comparison, of exactly 10,240 bytes, all different.
///
/// They are not those of the generator, which nothing here may use: its code and the servers' must not share errors.
public final class Messages {

    /// Of each message.
    public static final int BYTES = 10_240;

    /// More than a processor's first cache holds, as messages come to a server.
    public static final int COUNT = 64;

    private static final long DUE_MICROS = 1_790_000_000_000_000L;
    private static final int MAX_READING_BYTES = 128;

    private static final String[] SENSORS = {"temp", "dust", "door", "flow", "volt", "rain", "wind", "tilt"};
    private static final String[] UNITS = {"°C", "µg/m³", "kPa", "l/min", "V", "mm", "m/s", "°"};

    private final byte[][] messages = new byte[COUNT][];
    private int next;

    /// The same at each call.
    public Messages() {
        for (int i = 0; i < COUNT; i++) {
            messages[i] = message(i);
        }
    }

    /// The next one; only to be read.
    public byte[] next() {
        next = (next + 1) % COUNT;
        return messages[next];
    }

    private static byte[] message(int seed) {
        Random random = new Random(seed);
        String start = "{\"id\":\"device-%08d\",\"seq\":%016d,\"timeMicros\":%d,".formatted(random.nextInt(100_000_000),
                1_000_000_000_000_000L + seed, DUE_MICROS)
                + "\"tags\":{\"site\":\"Łódź\",\"kind\":\"🌡 probe\",\"note\":\"door \\\"B\\\"\",\"pad\":\"";
        String end = "]}";
        StringBuilder readings = new StringBuilder("\"},\"readings\":[");
        for (int i = 0; bytes(start + readings + end) <= BYTES - MAX_READING_BYTES; i++) {
            int kind = random.nextInt(SENSORS.length);
            readings.append(i == 0 ? "" : ",").append("{\"sensor\":\"%s-%04d\",\"value\":%s,\"unit\":\"%s\",".formatted(
                    SENSORS[kind], random.nextInt(10_000), value(random), UNITS[kind]))
                    .append("\"quality\":%d,\"timeMicros\":%d}".formatted(random.nextInt(4),
                            DUE_MICROS + 10_000L * i + random.nextInt(10_000)));
        }
        String pad = "x".repeat(BYTES - bytes(start + readings + end));
        return (start + pad + readings + end).getBytes(StandardCharsets.UTF_8);
    }

    /// A number of one to six decimals, one in four negative, one in ten large.
    private static String value(Random random) {
        double value = random.nextDouble() * (random.nextInt(10) == 0 ? 1e12 : 1e3);
        return String.format(Locale.ROOT, "%." + (1 + random.nextInt(6)) + "f",
                random.nextInt(4) == 0 ? -value : value);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
