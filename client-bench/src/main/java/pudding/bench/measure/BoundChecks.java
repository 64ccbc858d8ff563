package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pudding.contract.SocketRules;

/// Judges the bounds that decide how many clients a server can have; has no state.
final class BoundChecks {

    /// What the article reached: fewer would be the machine's ceiling, not the server's.
    private static final int ARTICLE_CLIENTS = 25_000;
    /// Threads beside one for each connection, of all that this user runs.
    private static final int OTHER_THREADS = 400;
    /// Memory maps of a JVM, and those of each of its platform threads: the stack and its guard.
    private static final int OTHER_MAPS = 2_000;
    private static final int MAPS_PER_THREAD = 2;

    private final List<Check> checks = new ArrayList<>();
    private final int clients;

    private BoundChecks(int clients) {
        this.clients = clients;
    }

    static List<Check> of(MachineReadings.Bounds bounds, int clients) {
        BoundChecks all = new BoundChecks(clients);
        long target = Math.max(clients, ARTICLE_CLIENTS);
        long files = target + Fitness.OTHER_FILES;
        all.ceiling("open files", bounds.openFiles(), Fitness.OTHER_FILES, 1,
                "Type sudo prlimit --pid $$ --nofile=" + files + ":" + files + " in the shell that starts this.");
        all.threads(bounds.threads(), target + OTHER_THREADS);
        all.ceiling("memory maps", bounds.mapCount(), OTHER_MAPS, MAPS_PER_THREAD,
                "Type sudo sysctl vm.max_map_count=" + (OTHER_MAPS + MAPS_PER_THREAD * target) + ".");
        all.ceiling("local ports", bounds.localPorts(), 0, 1,
                "Type sudo sysctl net.ipv4.ip_local_port_range=\"1024 65535\".");
        all.backlog(bounds.backlog());
        all.synBacklog(bounds.synBacklog());
        return all.checks;
    }

    private void threads(Map<MachineReadings.ThreadBound, Long> bounds, long needed) {
        MachineReadings.ThreadBound lowest = null;
        long limit = Long.MAX_VALUE;
        for (Map.Entry<MachineReadings.ThreadBound, Long> bound : bounds.entrySet()) {
            if (bound.getValue() < limit) {
                lowest = bound.getKey();
                limit = bound.getValue();
            }
        }
        if (lowest == null) {
            checks.add(Check.ok("threads", "no bound"));
            return;
        }
        ceiling("threads", limit, " by " + lowest.label(), limit - OTHER_THREADS, switch (lowest) {
            case PROCESSES -> "Type sudo prlimit --pid $$ --nproc=" + needed + ":" + needed
                    + " in the shell that starts this.";
            case PID_MAX, THREADS_MAX -> "Type sudo sysctl " + lowest.label() + "=" + needed + ".";
            case GROUP -> "Allow this container or service " + needed + " of them: --pids-limit=" + needed
                    + " with Docker, TasksMax=" + needed + " with systemd.";
        });
    }

    private void ceiling(String name, @Nullable Long limit, int others, int each, String advice) {
        if (limit == null) {
            checks.add(Check.ok(name, "no bound"));
        } else {
            ceiling(name, limit, "", Math.max(0, (limit - others) / each), advice);
        }
    }

    private void ceiling(String name, long limit, String by, long most, String advice) {
        String found = String.format(Locale.ROOT, "%,d%s, for %,d clients", limit, by, Math.max(0, most));
        if (most < clients) {
            checks.add(new Check(name, found + String.format(Locale.ROOT, " where %,d are planned", clients),
                    Check.Level.BAD, advice));
        } else if (most < ARTICLE_CLIENTS) {
            checks.add(new Check(name, found + String.format(Locale.ROOT, "; the article has %,d", ARTICLE_CLIENTS),
                    Check.Level.NOTE, advice));
        } else {
            checks.add(Check.ok(name, found));
        }
    }

    private void backlog(@Nullable Long somaxconn) {
        if (somaxconn == null || somaxconn >= SocketRules.BACKLOG) {
            checks.add(Check.ok("accept backlog", somaxconn == null ? "not told" : somaxconn.toString()));
        } else {
            checks.add(new Check("accept backlog", somaxconn + " where the servers ask for " + SocketRules.BACKLOG,
                    Check.Level.WARN, "Type sudo sysctl net.core.somaxconn=" + SocketRules.BACKLOG + "."));
        }
    }

    /// Not a warning: with SYN cookies, which are the default, connections beyond it come in all the same.
    private void synBacklog(@Nullable Long most) {
        if (most == null || most >= SocketRules.BACKLOG) {
            checks.add(Check.ok("SYN backlog", most == null ? "not told" : most.toString()));
        } else {
            checks.add(new Check("SYN backlog", most + ": a rush of connects may be slowed", Check.Level.NOTE,
                    "Type sudo sysctl net.ipv4.tcp_max_syn_backlog=" + SocketRules.BACKLOG + "."));
        }
    }
}
