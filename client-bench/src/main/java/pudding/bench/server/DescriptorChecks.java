package pudding.bench.server;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.Descriptor.Wrong;

/// Checks the texts of a descriptor, so that none of them fails later, in the middle of a comparison. Has no state.
final class DescriptorChecks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /// Also one that is written in another way than any there is; a shell's `${NAME}` is none.
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{[a-z_]+}|(?<!\\$)\\{[A-Za-z][A-Za-z0-9_-]*}");

    /// Path and query of RFC 3986.
    private static final Pattern PATH = Pattern.compile("/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");

    private DescriptorChecks() {
    }

    static String name(String name) throws Wrong {
        if (!NAME.matcher(name).matches()) {
            throw new Wrong("name", "\"name\" takes at most 40 letters, digits, dots, dashes and underscores");
        }
        return name;
    }

    static String description(String description) throws Wrong {
        String line = description.strip();
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw new Wrong("description", "\"description\" takes one line");
        }
        return line;
    }

    /// The words of a command.
    static List<String> words(String key, List<String> words) throws Wrong {
        for (String word : words) {
            text(key, word);
        }
        if (!words.isEmpty() && words.getFirst().isBlank()) {
            throw new Wrong(key, "\"" + key + "\" takes a program as its first word");
        }
        return words;
    }

    static Map<String, String> environment(Map<String, String> variables) throws Wrong {
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            String name = variable.getKey();
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
                throw new Wrong(name, "a variable's name is not empty and has no equals sign");
            }
            if (name.equals(Leftovers.VARIABLE)) {
                throw new Wrong(name, name + " is this program's own, by which it finds what a server leaves behind");
            }
            text("environment", variable.getValue());
        }
        return variables;
    }

    static List<String> globs(List<String> globs) throws Wrong {
        for (@Nullable String glob : globs) {
            if (glob == null || glob.startsWith("/") || glob.contains("..")) {
                throw new Wrong("ships", "\"ships\" takes files and globs below the descriptor's directory");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new Wrong("ships", "\"" + glob + "\" in \"ships\" is no glob");
            }
        }
        return globs;
    }

    static String path(String key, String path) throws Wrong {
        if (!path.startsWith("/")) {
            throw new Wrong(lastOf(key), "\"" + key + "\" takes a path that begins with a slash");
        }
        if (!PATH.matcher(path).matches()) {
            throw new Wrong(lastOf(key), "\"" + key + "\" has a character that no URL has; percent-encode it");
        }
        return path;
    }

    private static String lastOf(String key) {
        return key.substring(key.indexOf('.') + 1);
    }

    private static void text(String key, @Nullable String text) throws Wrong {
        if (text == null) {
            throw new Wrong(key, "\"" + key + "\" has an empty entry; write \"\" for an empty text");
        }
        if (text.indexOf('\0') >= 0) {
            throw new Wrong(key, "\"" + key + "\" has a NUL character, which no program can be given");
        }
        List<String> names = key.equals("build") ? BuildCommand.NAMES : ServerCommand.names();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String placeholder = matcher.group();
            if (!names.contains(placeholder)) {
                throw new Wrong(key, "there is no placeholder " + placeholder + " in \"" + key + "\"; there are "
                        + String.join(" ", names));
            }
            if (placeholder.equals(ServerCommand.JAVA_FLAGS) && !(key.equals("start") && text.equals(placeholder))) {
                throw new Wrong(key, placeholder + " must be a word of its own in \"start\"");
            }
        }
    }
}
