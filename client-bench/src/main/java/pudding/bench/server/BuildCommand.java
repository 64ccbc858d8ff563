package pudding.bench.server;

import java.nio.file.Path;
import java.util.List;

/// How a stranger's server is built: the command of its descriptor, filled in, and where it is run. Immutable.
///
/// Placeholders are `{dir}` (the descriptor's directory), `{home}` (the project's root) and `{java}` (the JDK's
/// `java`); `JAVA_HOME` is that JDK's.
///
/// @param words     the command; empty where nothing is built
/// @param directory where it is run
/// @param javaHome  of the JDK
public record BuildCommand(List<String> words, Path directory, Path javaHome) {

    static final List<String> NAMES = List.of(ServerCommand.DIRECTORY, ServerCommand.HOME, "{java}");

    /// Fills in what a descriptor has.
    ///
    /// @param home root of the project
    public static BuildCommand of(Contender contender, Path home, Path javaHome) {
        Path own = contender.directory();
        Path directory = (own == null ? home : own).toAbsolutePath();
        Contender.Build build = contender.build();
        List<String> words = build == null ? List.of() : build.command();
        return new BuildCommand(words.stream().map(word -> word
                .replace(ServerCommand.DIRECTORY, ServerCommand.absolute(directory))
                .replace(ServerCommand.HOME, ServerCommand.absolute(home))
                .replace("{java}", ServerCommand.absolute(javaHome.resolve("bin", "java")))).toList(), directory,
                javaHome);
    }

    /// To be started.
    public ProcessBuilder process() {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        return builder;
    }
}
