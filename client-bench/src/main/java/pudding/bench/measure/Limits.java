package pudding.bench.measure;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The limits that this process passes on to the servers it starts: its own, and its control group's.
///
/// Has no state; may be used by any thread.
final class Limits {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final Pattern OWN = Pattern.compile(
            "(?m)^Max (open files|processes|stack size|locked memory|address space) +(\\S+) +(\\S+)");

    private Limits() {
    }

    /// Soft limits by name; where the hard one differs, it follows after a slash.
    static Map<String, String> read() {
        Map<String, String> limits = new TreeMap<>();
        String own = Proc.readOrNull(LIMITS);
        if (own != null) {
            Matcher matcher = OWN.matcher(own);
            while (matcher.find()) {
                String soft = matcher.group(2);
                String hard = matcher.group(3);
                limits.put(matcher.group(1), soft.equals(hard) ? soft : soft + "/" + hard);
            }
        }
        String membership = Proc.readOrNull(Path.of("/proc/self/cgroup"));
        if (membership != null) {
            for (String line : membership.lines().toList()) {
                group(limits, line.split(":", 3));
            }
        }
        return limits;
    }

    /// One line of `/proc/self/cgroup`: `0::/path` (version 2) or `4:memory:/path` (version 1). The path itself is
    /// not kept: it may name the machine.
    private static void group(Map<String, String> limits, String[] fields) {
        if (fields.length != 3) {
            return;
        }
        String controllers = fields[1];
        if (controllers.isEmpty()) {
            put(limits, "cgroup cpu.max", value(GROUPS, fields[2], "cpu.max"));
            put(limits, "cgroup memory.max", value(GROUPS, fields[2], "memory.max"));
            put(limits, "cgroup pids.max", value(GROUPS, fields[2], "pids.max"));
        } else if (controllers.equals("memory")) {
            put(limits, "cgroup memory.max",
                    unlimited(value(GROUPS.resolve("memory"), fields[2], "memory.limit_in_bytes")));
        } else if (controllers.equals("pids")) {
            put(limits, "cgroup pids.max", value(GROUPS.resolve("pids"), fields[2], "pids.max"));
        } else if (controllers.equals("cpu") || controllers.contains("cpu,")) {
            Path root = GROUPS.resolve(controllers);
            String quota = value(root, fields[2], "cpu.cfs_quota_us");
            String period = value(root, fields[2], "cpu.cfs_period_us");
            put(limits, "cgroup cpu.max", quota == null || period == null ? null
                    : quota.replace("-1", "max") + " " + period);
        }
    }

    /// Version 1 writes no limit as the largest number of whole pages.
    private static @Nullable String unlimited(@Nullable String bytes) {
        return bytes != null && bytes.length() == 19 ? "max" : bytes;
    }

    /// The file of the group itself, or, where a container sees its group as the root, the root's.
    private static @Nullable String value(Path root, String group, String file) {
        String own = Proc.readOrNull(Path.of(root + group).resolve(file));
        return own == null ? Proc.readOrNull(root.resolve(file)) : own;
    }

    private static void put(Map<String, String> limits, String key, @Nullable String value) {
        if (value != null) {
            limits.put(key, value);
        }
    }
}
