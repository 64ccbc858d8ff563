package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.Contenders;
import pudding.bench.server.Subprocess;
import pudding.contract.UsageException;

/// A directory with the source of this project, of whatever commit, and what is built from it there. Immutable.
///
/// @param root   absolute
/// @param commit checked out; null where there is no git
/// @param dirty  whether the source differs from it
public record Checkout(Path root, @Nullable String commit, boolean dirty) {

    private static final String LAUNCHER = "pudding";

    /// The first build of all fetches Maven and every library.
    private static final Duration BUILT_WITHIN = Duration.ofMinutes(15);

    /// Looks at a directory.
    ///
    /// @throws UsageException in one sentence, when it is no checkout of this project
    public static Checkout open(Path dir) throws UsageException, InterruptedException {
        Path root = dir.toAbsolutePath().normalize();
        Contenders.namesAt(root);
        if (!Files.isExecutable(root.resolve(LAUNCHER))) {
            throw new UsageException(dir + " is no checkout of this project: it has no launcher ./" + LAUNCHER + ".");
        }
        // Without one of its own, git would tell of a repository around it.
        boolean versioned = Files.exists(root.resolve(".git"));
        String commit = versioned ? Git.ask(root, "rev-parse", "HEAD") : null;
        return new Checkout(root, commit, commit != null && Boolean.TRUE.equals(Git.isDirty(root)));
    }

    /// Builds what is stale, by its own launcher.
    ///
    /// @param javaHome JDK that runs the build
    /// @throws UsageException with the build's last lines, when it fails
    public void build(Path javaHome) throws UsageException, InterruptedException {
        ProcessBuilder launcher = new ProcessBuilder(root.resolve(LAUNCHER).toString(), "--version")
                .directory(root.toFile());
        launcher.environment().put("JAVA_HOME", javaHome.toString());
        try {
            Subprocess.run(launcher, BUILT_WITHIN);
        } catch (IOException e) {
            throw new UsageException(root + " cannot be built: " + e.getMessage());
        }
    }

    /// The commit in twelve digits, as far as it is known.
    public String label() {
        return commit == null ? "unknown commit"
                : String.format(Locale.ROOT, "commit %.12s%s", commit, dirty ? " with changes" : "");
    }
}
