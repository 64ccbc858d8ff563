package pudding.contract;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A server's command line: `--name value` or `--name=value`, each flag once.
///
/// The servers ship no command line library, because everything that they ship is in the table.
public final class Flags {

    /// One flag.
    ///
    /// @param name    with its two dashes
    /// @param value   what stands for the value in the help, or null for a flag without one
    /// @param meaning the help's line
    public record Flag(String name, @Nullable String value, String meaning) {

        Flag withDefault(String text) {
            return new Flag(name, value, meaning.formatted(text));
        }

        String helpLine() {
            return "  %-34s %s%n".formatted(value == null ? name : name + " " + value, meaning);
        }
    }

    private static final List<Flag> ALWAYS = List.of(
            new Flag("--help", null, "print this and exit"),
            new Flag("--version", null, "print the version and exit"));

    private final Map<String, String> values = new HashMap<>();

    private Flags() {
    }

    /// Reads a command line.
    ///
    /// @param known the flags there are, beside `--help` and `--version`
    /// @throws UsageException with one sentence, for the first word that does not fit
    public static Flags parse(String[] args, List<Flag> known) throws UsageException {
        Flags flags = new Flags();
        for (int i = 0; i < args.length; i++) {
            String word = args[i];
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Flag flag = Stream.concat(known.stream(), ALWAYS.stream())
                    .filter(f -> f.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("Unknown flag " + name + "; see --help."));
            String value;
            if (flag.value() == null) {
                if (equals >= 0) {
                    throw new UsageException(name + " takes no value.");
                }
                value = "";
            } else if (equals >= 0) {
                value = word.substring(equals + 1);
            } else if (i + 1 < args.length && !args[i + 1].startsWith("--")) {
                value = args[++i];
            } else {
                throw new UsageException(name + " needs a value: " + flag.value() + ".");
            }
            if (flags.values.put(name, value) != null) {
                throw new UsageException(name + " is given twice.");
            }
        }
        return flags;
    }

    /// The text of `--help`.
    public static String help(String usage, List<Flag> known) {
        return usage + System.lineSeparator() + System.lineSeparator()
                + Stream.concat(known.stream(), ALWAYS.stream())
                        .map(Flag::helpLine)
                        .collect(Collectors.joining());
    }

    public boolean given(String name) {
        return values.containsKey(name);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /// A whole number from `min` to `max`.
    ///
    /// @throws UsageException when it is not one
    public int integer(String name, int fallback, int min, int max) throws UsageException {
        String text = values.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one sentence for both.
        }
        throw new UsageException(name + " takes a whole number from " + min + " to " + max + ".");
    }

    /// One of an enum's constants, in lower case.
    ///
    /// @throws UsageException when it is none
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) throws UsageException {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(constant);
            }
        }
        throw new UsageException(name + " takes one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ".");
    }
}
