package pudding.bench.stat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/// Which way a figure of the table is better.
public enum Direction {
    /// Less of it is better.
    SMALLER,
    /// More of it is better.
    BIGGER,
    /// It describes, and is no merit: how much was sent, how many threads there are.
    NEITHER;

    /// Whether a ratio to the baseline is a change to the worse.
    public boolean isWorse(double ratio) {
        return switch (this) {
            case SMALLER -> ratio > 1;
            case BIGGER -> ratio < 1;
            case NEITHER -> false;
        };
    }

    private static final Map<String, Direction> BY_ROW;

    static {
        Map<String, Direction> rows = new HashMap<>();
        put(rows, SMALLER, "compile_seconds", "shipped_bytes", "image_bytes", "memory_bytes", "rss_bytes", "pss_bytes",
                "live_heap_bytes", "cpu_less_jit_micros", "cpu_over_floor_micros", "cpu_micros", "cpu_user_micros",
                "cpu_system_micros",
                "cpu_jit_micros", "cpu_discard_less_jit_micros", "cpu_discard_micros", "cpu_host_micros", "p50_millis",
                "p99_millis", "p999_millis", "max_millis", "ping_p50_millis", "ping_p99_millis", "unaccounted",
                "allocated_bytes", "gc_pauses",
                "gc_pause_max_millis", "switches", "start_millis", "handler_lines", "protocol_lines");
        put(rows, BIGGER, "max_clients", "max_idle");
        put(rows, NEITHER, "cpu_generator_micros", "sent", "deserialised", "discarded", "runs", "threads");
        BY_ROW = Collections.unmodifiableMap(rows);
    }

    private static void put(Map<String, Direction> rows, Direction direction, String... ids) {
        for (String id : ids) {
            rows.put(id, direction);
        }
    }

    /// That of a row of the table.
    ///
    /// @param id of the row
    /// @throws IllegalArgumentException when nobody has decided it
    public static Direction of(String id) {
        Direction direction = BY_ROW.get(id);
        if (direction == null) {
            throw new IllegalArgumentException("Which way is " + id + " better?");
        }
        return direction;
    }
}
