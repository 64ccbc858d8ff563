package pudding.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pudding.contract.UsageException;

/// The contenders there are: five that are compared where none is named, factors and tuned ones that are compared
/// where they are named, and any that a file describes.
///
/// Has no state; may be used by any thread.
public final class Contenders {

    private static final List<String> HEADLINE = List.of("plain-platform", "plain-virtual", "plain-eventloop",
            "netty-jdk", "netty-boringssl");
    private static final List<String> BUILT_IN = Stream.concat(HEADLINE.stream(), Stream.of("plain-platform-tuned",
            "plain-virtual-tuned", "plain-eventloop-tuned", "plain-virtual-boringssl", "plain-loops", "netty-tuned",
            "netty-nio", "netty-iouring", "netty-unsafe", "netty-pooled"))
            .toList();

    /// Servers that others wrote libraries for, entered as anyone enters one.
    private static final List<String> PEERS = List.of("jetty", "undertow", "node-ws");

    private static final String PEERS_DIRECTORY = "client-bench/peers";
    /// Stand for those that are compared where none is named, and for all peers.
    private static final String ALL = "all";
    private static final String ALL_PEERS = "peers";

    /// Words that mean others than what a file describes.
    private static final Set<String> TAKEN = Stream.concat(BUILT_IN.stream(), Stream.of(ALL, ALL_PEERS))
            .collect(Collectors.toUnmodifiableSet());

    private static final String DESCRIPTORS = "client-bench/src/main/resources/contenders";
    private static final String SUFFIX = ".yml";

    private Contenders() {
    }

    /// The names of those that are compared where none is named, the baseline first.
    public static List<String> names() {
        return HEADLINE;
    }

    /// All built-in names, those of [#names] first.
    public static List<String> all() {
        return BUILT_IN;
    }

    /// All built-in contenders, in the order of [#all].
    public static List<Contender> builtIn() {
        List<Contender> all = new ArrayList<>();
        try {
            for (String name : BUILT_IN) {
                all.add(find(name));
            }
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
        return all;
    }

    /// The built-in contender of that name.
    ///
    /// @throws UsageException naming those there are, when there is none
    public static Contender find(String name) throws UsageException {
        if (!BUILT_IN.contains(name)) {
            throw new UsageException("There is no contender \"" + name + "\"; there are "
                    + String.join(", ", BUILT_IN) + ", the peers " + String.join(", ", PEERS)
                    + ", and any that a .yml file describes.");
        }
        String resource = "/contenders/" + name + ".yml";
        try (InputStream in = Contenders.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + resource + ".");
            }
            return Descriptor.read(in.readAllBytes(), resource, null);
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }

    /// The contender that a file describes.
    ///
    /// @throws UsageException with the file, the line and what was expected there, when it is no descriptor
    public static Contender read(Path file) throws UsageException {
        try {
            Path directory = file.toAbsolutePath().normalize().getParent();
            return Descriptor.read(Files.readAllBytes(file), file.toString(), directory);
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no descriptor " + file + ".");
        } catch (IOException e) {
            throw new UsageException("Descriptor " + file + " cannot be read: " + e.getMessage() + ".");
        }
    }

    /// The names of the contenders that a checkout of this project builds in, sorted.
    ///
    /// @throws UsageException when it is no such checkout
    public static List<String> namesAt(Path checkout) throws UsageException {
        try (Stream<Path> files = Files.list(checkout.resolve(DESCRIPTORS))) {
            return files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length())).sorted().toList();
        } catch (IOException e) {
            throw new UsageException(checkout + " is no checkout of this project: it has no " + DESCRIPTORS + ".");
        }
    }

    /// A contender as a checkout of this project describes it, which runs what was built there.
    ///
    /// @param name one of [#namesAt]
    /// @throws UsageException as [#read(Path)] throws it
    public static Contender at(Path checkout, String name) throws UsageException {
        return read(checkout.resolve(DESCRIPTORS).resolve(name + SUFFIX)).builtAt(checkout);
    }

    /// The contenders that files describe, by name, in order.
    ///
    /// @throws UsageException as [#read] throws it, and when two have one name, or one has a name that means another
    public static Map<String, Contender> read(List<Path> files) throws UsageException {
        Map<String, Contender> described = new LinkedHashMap<>();
        for (Path file : files) {
            Contender contender = entered(file);
            if (described.put(contender.name(), contender) != null) {
                throw new UsageException(file + ": there is another contender named " + contender.name() + ".");
            }
        }
        return described;
    }

    private static Contender entered(Path file) throws UsageException {
        Contender contender = read(file);
        if (TAKEN.contains(contender.name())) {
            throw new UsageException(file + ": the name " + contender.name() + " is taken; choose another.");
        }
        return contender;
    }

    /// The contenders that a user names, in order: each word is the name of one that a file describes, of a built-in
    /// one or of a peer, or `all` for those of [#names], or `peers`. What files describe and no word names comes last.
    ///
    /// @param words empty for those of [#names]
    /// @param home  root of the project, where the peers are
    /// @throws UsageException as [#find] and [#read] throw it
    public static Map<String, Contender> select(List<String> words, List<Path> files, Path home)
            throws UsageException {
        Map<String, Contender> described = read(files);
        List<String> names = new ArrayList<>();
        for (String word : words.isEmpty() ? List.of(ALL) : words) {
            names.addAll(word.equals(ALL) ? HEADLINE : word.equals(ALL_PEERS) ? PEERS : List.of(word));
        }
        names.addAll(described.keySet());
        return named(names, described, home);
    }

    /// The contenders of these names, in order: those that are described, and else the built-in ones and the peers.
    ///
    /// @param home root of the project, where the peers are
    /// @throws UsageException as [#find] throws it
    public static Map<String, Contender> named(Collection<String> names, Map<String, Contender> described, Path home)
            throws UsageException {
        Map<String, Contender> all = new LinkedHashMap<>();
        for (String name : names) {
            Contender contender = described.get(name);
            all.put(name, contender == null ? named(name, home) : contender);
        }
        return all;
    }

    /// A built-in one or a peer by its name, or a descriptor where the word ends in `.yml` or `.yaml`.
    ///
    /// @param home root of the project, where the peers are
    /// @throws UsageException as [#find] and [#read] throw it
    public static Contender of(String word, Path home) throws UsageException {
        return word.endsWith(".yml") || word.endsWith(".yaml") ? entered(Path.of(word)) : named(word, home);
    }

    private static Contender named(String name, Path home) throws UsageException {
        return PEERS.contains(name)
                ? read(home.resolve(PEERS_DIRECTORY).resolve(name).resolve(name + SUFFIX))
                : find(name);
    }
}
