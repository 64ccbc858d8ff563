package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import pudding.bench.server.Subprocess;

/// Gives diagnostic commands to one JVM, by the JDK's `jcmd`; may be used by any thread.
///
/// A JVM that hangs makes `jcmd` hang, so that every command has a time-out.
///
/// @param javaHome JDK whose `jcmd` asks
/// @param pid      the JVM's process
record Jcmd(Path javaHome, long pid) {

    private static final Duration WITHIN = Duration.ofSeconds(60);

    /// Has one command carried out and returns what it printed. `jcmd` ends with 0 also when the command failed,
    /// and says so in words alone.
    ///
    /// @param command   such as `GC.run`
    /// @param arguments such as `name=value`
    /// @throws IOException when the JVM does not answer in time, or is none
    String run(String command, String... arguments) throws IOException, InterruptedException {
        String words = arguments.length == 0 ? command : command + " " + String.join(" ", arguments);
        ProcessBuilder builder =
                new ProcessBuilder(javaHome.resolve("bin", "jcmd").toString(), Long.toString(pid), words);
        try {
            return Subprocess.run(builder, WITHIN);
        } catch (IOException e) {
            throw new IOException("jcmd " + command + " failed: " + e.getMessage(), e);
        }
    }

    /// An argument whose value is a path, which may have spaces in it.
    static String path(String name, Path value) {
        return name + "=\"" + value.toAbsolutePath() + "\"";
    }
}
