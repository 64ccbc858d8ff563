package pudding.bench.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Judges what a comparison needs to find; has no state.
final class ToolChecks {

    private static final int JAVA_FEATURE = 25;
    private static final String INSTALL_JDK =
            "Install a JDK 25, such as Eclipse Temurin 25, or set PUDDING_JAVA_HOME to one.";
    private static final long DISK_WARN_BYTES = 500L << 20;
    private static final long DISK_BAD_BYTES = 50L << 20;

    private ToolChecks() {
    }

    static List<Check> of(MachineReadings.Tools tools, boolean linux) {
        List<Check> checks = new ArrayList<>();
        checks.add(tools.javaFeature() >= JAVA_FEATURE ? Check.ok("JDK", tools.java())
                : new Check("JDK", tools.java(), Check.Level.BAD, INSTALL_JDK));
        checks.add(there("jcmd", tools.jcmd(), Check.Level.BAD, INSTALL_JDK));
        checks.add(tools.certificates() ? Check.ok("certificates", "in certs/")
                : tools.keytool() ? Check.ok("certificates", "none yet; certs/generate.sh makes them")
                        : new Check("certificates", "none, and no keytool to make them", Check.Level.BAD, INSTALL_JDK));
        if (linux) {
            checks.add(there("taskset", tools.taskset(), Check.Level.WARN,
                    "Install the package util-linux: without taskset, a busy server starves the generator."));
        }
        checks.add(disk(tools.freeBytes()));
        return checks;
    }

    private static Check disk(@Nullable Long freeBytes) {
        if (freeBytes == null) {
            return Check.ok("disk", "not told");
        }
        String found = String.format(Locale.ROOT, "%,d MB free for results", freeBytes >> 20);
        return freeBytes >= DISK_WARN_BYTES ? Check.ok("disk", found)
                : new Check("disk", found, freeBytes < DISK_BAD_BYTES ? Check.Level.BAD : Check.Level.WARN,
                        "Free some space, or name a folder on another disk with --out.");
    }

    private static Check there(String tool, boolean there, Check.Level otherwise, String advice) {
        return there ? Check.ok(tool, "found") : new Check(tool, "not found", otherwise, advice);
    }
}
