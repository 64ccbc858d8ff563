package pudding.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks git; has no state, may be used by any thread.
public final class Git {

    private Git() {
    }

    /// What git prints, without the blanks around it; null where there is no git, no repository, or no answer.
    ///
    /// @param dir   where git is asked
    /// @param words its command and options
    public static @Nullable String ask(Path dir, String... words) throws InterruptedException {
        try {
            List<String> command = Stream.concat(Stream.of("git", "-C", dir.toString()), Stream.of(words)).toList();
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? output.strip() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /// Whether the source differs from its commit; null where there is no git.
    public static @Nullable Boolean isDirty(Path dir) throws InterruptedException {
        String changes = ask(dir, "status", "--porcelain");
        return changes == null ? null : !changes.isEmpty();
    }

    /// The commit that a file or directory has not changed since, in full; null where the work tree holds something
    /// else than that commit, or there is no git.
    ///
    /// @param name of the file or directory in `dir`
    public static @Nullable String commitOf(Path dir, String name) throws InterruptedException {
        String changes = ask(dir, "status", "--porcelain", "--ignored", "--", name);
        String commit = ask(dir, "log", "-1", "--format=%H", "--", name);
        return changes == null || !changes.isEmpty() || commit == null || commit.isEmpty() ? null : commit;
    }
}
