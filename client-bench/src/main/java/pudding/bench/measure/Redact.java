package pudding.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes out of texts that go into the evidence what would tell of this machine and its user: directories, the
/// host's name, the user's name.
///
/// Has no state; may be used by any thread.
public final class Redact {

    /// An absolute path of at least two parts, not the end of a URL's `//`.
    private static final Pattern PATH = Pattern.compile("(?<![\\w/.])(?:/[^\\s/:;,'\"()]+)+/([^\\s/:;,'\"()]+)");

    /// A path below a directory in which machines keep what is their own: no other text looks so.
    private static final Pattern OWN_PATH = Pattern.compile(
            "(?<![\\w.])/(?:home|root|tmp|var|Users|usr|opt|mnt|media|srv|private|Volumes|builds)"
                    + "(?:/[^\\s/:;,'\"()<>]+)*/([^\\s/:;,'\"()<>]+)/*");

    private static final int LEAST_LETTERS = 4;

    /// Names that many machines share, so that they tell of none, and that texts hold for other reasons.
    private static final Set<String> COMMON = Set.of("root", "admin", "administrator", "user", "users", "guest",
            "nobody", "localhost", "host", "server", "client", "runner", "build", "builder", "jenkins", "docker",
            "container", "linux", "debian", "ubuntu", "fedora", "alpine", "raspberrypi", "test", "java", "netty",
            "plain", "pudding", "bench", "main", "none", "work", "home");

    private static final List<Known> KNOWN = known();

    private Redact() {
    }

    /// A text that is replaced wherever it stands.
    private record Known(Pattern pattern, String replacement, boolean name) {
    }

    /// The text with each absolute path cut to its last part.
    static String paths(String text) {
        return PATH.matcher(OWN_PATH.matcher(text).replaceAll("$1")).replaceAll("$1");
    }

    /// The text without directories, and without the names of the host and the user.
    public static String text(String text) {
        String redacted = text;
        for (Known known : KNOWN) {
            redacted = known.pattern().matcher(redacted).replaceAll(Matcher.quoteReplacement(known.replacement()));
        }
        return paths(redacted);
    }

    /// Each of them by [#text].
    public static List<String> texts(List<String> texts) {
        return texts.stream().map(Redact::text).toList();
    }

    /// Rewrites a log, whole or not at all; one that tells nothing stays as it is.
    ///
    /// @throws IOException when it cannot be read or written
    public static void file(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        String redacted = text(text);
        if (!redacted.equals(text)) {
            WholeFiles.write(log, redacted);
        }
    }

    /// Rewrites the logs of one run.
    ///
    /// @param run its name, with which the names of its logs begin
    public static void logs(Path directory, String run) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path log : files.filter(f -> f.getFileName().toString().startsWith(run)).toList()) {
                file(log);
            }
        }
    }

    /// What a text tells of a machine: an absolute path, or the name of this host or user; null where it tells
    /// nothing.
    public static @Nullable String leak(String text) {
        Matcher path = OWN_PATH.matcher(text);
        if (path.find()) {
            return path.group();
        }
        return KNOWN.stream().filter(Known::name).map(known -> known.pattern().matcher(text))
                .filter(Matcher::find).map(Matcher::group).findFirst().orElse(null);
    }

    /// The longest first, so that none is found in another.
    private static List<Known> known() {
        Stream<Known> directories = properties("user.home", "java.io.tmpdir", "user.dir", "java.home", "pudding.home")
                .map(dir -> dir.replaceAll("/+$", ""))
                .filter(dir -> dir.length() > 1)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .flatMap(dir -> Stream.of(
                        new Known(Pattern.compile("(?<![\\w.])" + Pattern.quote(dir) + "/+(?=[^\\s/])"), "", false),
                        new Known(Pattern.compile("(?<![\\w.])" + Pattern.quote(dir) + "(?![\\w.-])"),
                                "(directory)", false)));
        String host = Proc.readOrNull(Path.of("/proc/sys/kernel/hostname"));
        Stream<Known> hosts = Stream.of(host, System.getenv("HOSTNAME")).filter(Objects::nonNull)
                .flatMap(name -> Stream.of(name, name.split("\\.", 2)[0])).distinct()
                .flatMap(name -> named(name, "(host)"));
        Stream<Known> users = Stream.concat(properties("user.name"), Stream.of("USER", "LOGNAME", "SUDO_USER")
                .map(System::getenv).filter(Objects::nonNull)).distinct().flatMap(name -> named(name, "(user)"));
        return Stream.of(directories, hosts, users).flatMap(s -> s).collect(Collectors.toUnmodifiableList());
    }

    private static Stream<Known> named(String name, String replacement) {
        return isTelling(name)
                ? Stream.of(new Known(Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])"),
                        replacement, true))
                : Stream.empty();
    }

    /// Whether a name of a host or a user tells of one machine.
    static boolean isTelling(String name) {
        return name.length() >= LEAST_LETTERS && !COMMON.contains(name);
    }

    private static Stream<String> properties(String... keys) {
        return Stream.of(keys).map(System::getProperty).filter(Objects::nonNull);
    }
}
