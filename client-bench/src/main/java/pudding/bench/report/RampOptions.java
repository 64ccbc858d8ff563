package pudding.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;

/// The command line that makes a ramp again; a pure function of its plan.
final class RampOptions {

    private RampOptions() {
    }

    static String of(RampPlan plan) {
        List<String> words = new ArrayList<>(List.of("ramp",
                "--kind", plan.kinds().stream().map(RampKind::word).collect(Collectors.joining(",")),
                "--contenders", String.join(",", plan.contenders()), "--seed", Long.toString(plan.seed())));
        RampPlan.Idle idle = plan.idle();
        RampPlan.Sustained sustained = plan.sustained();
        List<RampPlan.Search> searches = new ArrayList<>();
        if (idle != null) {
            searches.add(idle.search());
        }
        if (sustained != null) {
            searches.add(sustained.search());
        }
        // One option sets it for both searches; where they differ, they have their defaults.
        if (searches.stream().map(RampPlan.Search::first).distinct().count() == 1) {
            words.addAll(List.of("--first", Integer.toString(searches.getFirst().first())));
        }
        if (!searches.isEmpty()) {
            words.addAll(List.of("--most", Integer.toString(searches.getFirst().most()),
                    "--hold", duration(1e3 * searches.getFirst().holdSeconds())));
        }
        if (sustained != null) {
            words.addAll(List.of("--rate", number(sustained.messagesPerSecondPerClient()),
                    "--max-p99", duration(sustained.maxP99Millis())));
        }
        if (plan.placement().network() != Network.LOOPBACK) {
            words.addAll(List.of("--network", plan.placement().network().label()));
        }
        if (plan.placement().idleCpus() != IdleCpus.SLEEP) {
            words.addAll(List.of("--idle-cpus", plan.placement().idleCpus().label()));
        }
        return String.join(" ", words);
    }

    private static String duration(double millis) {
        long whole = Math.round(millis);
        return whole % 1_000 == 0 ? whole / 1_000 + "s" : whole + "ms";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
