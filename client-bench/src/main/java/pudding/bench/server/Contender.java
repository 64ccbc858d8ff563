package pudding.bench.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server that takes part: how it is started, when it is ready, and which paths it has; read from a YAML
/// descriptor by [Contenders], the built-in ones too. Immutable.
///
/// @param name        what the table calls it
/// @param description one line
/// @param directory   where the descriptor lies and the process starts; null for a built-in one
/// @param start       command with the placeholders of [ServerCommand]
/// @param environment added to the process's environment; values take placeholders too
/// @param ready       how it shows that it accepts connections
/// @param path        where it takes messages without a reply
/// @param ack         where it replies to each message with its digest, or null
/// @param discard     where it reads messages without parsing them, or null
/// @param stats       where it tells its counters, or null
/// @param stop        the signal that ends it
/// @param artefact    the module of this project that it is built from, or null
/// @param build       how it is built from its own sources, or null
/// @param ownCertificate whether it makes its own certificate, which is then not checked
public record Contender(String name, String description, @Nullable Path directory, List<String> start,
        Map<String, String> environment, Ready ready, String path, @Nullable String ack, @Nullable String discard,
        @Nullable String stats, Stop stop, @Nullable Artefact artefact, @Nullable Build build,
        boolean ownCertificate) {

    public Contender {
        start = List.copyOf(start);
        environment = Map.copyOf(environment);
    }

    /// How a server shows that it accepts connections.
    public sealed interface Ready {

        /// It prints a line in which the pattern is found; a group named `port` tells the port.
        record Line(Pattern pattern) implements Ready {

            boolean tellsPort() {
                return pattern.namedGroups().containsKey("port");
            }
        }

        /// Its port takes a connection.
        record Port() implements Ready {
        }

        /// A GET of this path, over TLS, is answered with a status below 500.
        record Url(String path) implements Ready {
        }
    }

    /// The signal that ends a server; one that is still there [ServerProcess#STOP_WITHIN] later is killed.
    public enum Stop {
        TERM, INT
    }

    /// The module that a built-in contender is built from.
    ///
    /// @param module   directory and artifact id
    /// @param leaveOut globs of the files in `lib/` that this contender does without
    /// @param add      folders beside `lib/` whose jars this contender needs too
    /// @param handler  source files (from the project's root) of what a user of the model writes
    /// @param protocol source files of what he owns beside it: HTTP upgrade, RFC 6455 codec, TLS driver
    public record Artefact(String module, List<String> leaveOut, List<String> add, List<String> handler,
            List<String> protocol) {

        public Artefact {
            leaveOut = List.copyOf(leaveOut);
            add = List.copyOf(add);
            handler = List.copyOf(handler);
            protocol = List.copyOf(protocol);
        }

        /// The jar, which has `lib/` beside it.
        public Path jar(Path home) {
            return home.resolve(module, "target", module + ".jar");
        }
    }

    /// How a stranger is built, before a comparison.
    ///
    /// @param command run in the descriptor's directory, with the placeholders of [ServerCommand] that are not of one
    ///                run; empty where nothing is built
    /// @param ships   globs, from the descriptor's directory, of the files that must be shipped
    public record Build(List<String> command, List<String> ships) {

        public Build {
            command = List.copyOf(command);
            ships = List.copyOf(ships);
        }
    }

    /// The same contender with more words at the end of its command.
    public Contender withArguments(List<String> more) {
        List<String> words = Stream.concat(start.stream(), more.stream()).toList();
        return new Contender(name, description, directory, words, environment, ready, path, ack, discard, stats, stop,
                artefact, build, ownCertificate);
    }

    /// The same contender with more flags of its JVM, after those that are equal for all; without any where it has no
    /// JVM.
    public Contender withJvmFlags(List<String> more) {
        List<String> words = start.stream()
                .flatMap(word -> word.equals(ServerCommand.JAVA_FLAGS)
                        ? Stream.concat(Stream.of(word), more.stream())
                        : Stream.of(word))
                .toList();
        return new Contender(name, description, directory, words, environment, ready, path, ack, discard, stats, stop,
                artefact, build, ownCertificate);
    }

    /// The same contender under another name and description.
    public Contender named(String otherName, String otherDescription) {
        return new Contender(otherName, otherDescription, directory, start, environment, ready, path, ack, discard,
                stats, stop, artefact, build, ownCertificate);
    }

    /// The same contender, run from another checkout of this project than the one that measures. It is not weighed:
    /// what is weighed is what is built here.
    Contender builtAt(Path checkout) {
        Map<String, String> variables = new HashMap<>();
        environment.forEach((variable, value) -> variables.put(variable, fromDirectory(value)));
        return new Contender(name, description, checkout, start.stream().map(Contender::fromDirectory).toList(),
                variables, ready, path, ack, discard, stats, stop, null, null, ownCertificate);
    }

    private static String fromDirectory(String word) {
        return word.replace(ServerCommand.HOME, ServerCommand.DIRECTORY);
    }

    /// Whether it can show what it made of the messages: by receipts, or by counters. Else nobody knows whether it
    /// parsed them.
    public boolean proves() {
        return ack != null || stats != null;
    }

    /// Whether it runs on the JVM that the bench chooses, with the flags that are equal for all.
    public boolean isJvm() {
        return start.contains(ServerCommand.JAVA_FLAGS);
    }
}
