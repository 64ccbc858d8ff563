package pudding.bench.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns a contender's `start` into the command that is run: fills the placeholders in and pins the processors.
///
/// Pure; may be used by any thread. Placeholders: `{host}` `{port}` `{cert}` `{key}` `{ca}` `{keystore}`
/// `{password_file}` `{dir}` (the descriptor's directory), `{home}` (the project's root), `{java}` (the JDK's
/// `java`), and the word `{java_flags}`, which becomes several words.
final class ServerCommand {

    static final String JAVA_FLAGS = "{java_flags}";
    static final String PORT = "{port}";
    static final String HOME = "{home}";
    static final String DIRECTORY = "{dir}";

    private final Contender contender;
    private final LaunchSpec spec;
    private final Map<String, String> placeholders = new HashMap<>();

    ServerCommand(Contender contender, LaunchSpec spec) {
        this.contender = contender;
        this.spec = spec;
        Certificates certificates = spec.certificates();
        placeholders.put("{host}", spec.link().serverAddress());
        placeholders.put(PORT, Integer.toString(spec.port()));
        placeholders.put("{cert}", absolute(certificates.certificate()));
        placeholders.put("{key}", absolute(certificates.key()));
        placeholders.put("{ca}", absolute(certificates.ca()));
        placeholders.put("{keystore}", absolute(certificates.keystore()));
        placeholders.put("{password_file}", absolute(certificates.passwordFile()));
        placeholders.put(DIRECTORY, absolute(directory()));
        placeholders.put(HOME, absolute(spec.home()));
        placeholders.put("{java}", absolute(spec.javaHome().resolve("bin", "java")));
    }

    /// The names that may stand in braces, for the message about a wrong one.
    static List<String> names() {
        return List.of("{host}", PORT, "{cert}", "{key}", "{ca}", "{keystore}", "{password_file}", DIRECTORY,
                HOME, "{java}", JAVA_FLAGS);
    }

    Path directory() {
        Path own = contender.directory();
        return own == null ? spec.home() : own;
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        if (spec.cpus() != null) {
            words.addAll(List.of("taskset", "-c", spec.cpus()));
        }
        for (String word : contender.start()) {
            if (word.equals(JAVA_FLAGS)) {
                words.addAll(javaFlags());
            } else {
                words.add(fill(word));
            }
        }
        return words;
    }

    Map<String, String> environment() {
        Map<String, String> all = new HashMap<>();
        all.put("MALLOC_ARENA_MAX", Integer.toString(spec.jvm().mallocArenas()));
        contender.environment().forEach((name, value) -> all.put(name, fill(value)));
        return all;
    }

    /// What is equal for every JVM contender. No `-Xms`: the heap that a server needs is part of the result.
    private List<String> javaFlags() {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+ExitOnOutOfMemoryError");
        flags.add("-XX:ErrorFile=" + absolute(spec.home().resolve("target").resolve("hs_err_%p.log")));
        // The management agent, started on attach, then needs no name service.
        flags.add("-Djava.rmi.server.hostname=127.0.0.1");
        // Pauses, safepoints and the heap's address; `timenanos` is the clock of System.nanoTime, which is
        // one for all processes of the machine.
        flags.add("-Xlog:gc,safepoint,gc+heap+coops=debug:file=" + absolute(spec.gcLog()).replace(":", "\\:")
                + ":timenanos,tags:filecount=0");
        // Last, so that the user's own win.
        flags.addAll(spec.jvm().words());
        return flags;
    }

    private String fill(String word) {
        String filled = word;
        for (Map.Entry<String, String> placeholder : placeholders.entrySet()) {
            filled = filled.replace(placeholder.getKey(), placeholder.getValue());
        }
        return filled;
    }

    static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
