package pudding.contract;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The flags that every server has, with the same words.
///
/// @param host         address to listen on
/// @param port         port to listen on; 0 takes any
/// @param tls          TLS provider, or null for the server's own choice
/// @param keystore     PKCS#12 file with the server's key and chain
/// @param passwordFile file whose first line is the keystore's password
/// @param limits       how much a peer may have
/// @param echo         whether `/echo` is there
/// @param json         who makes records of messages
public record ServerOptions(String host, int port, @Nullable TlsProvider tls, Path keystore, Path passwordFile,
        Limits limits, boolean echo, BatchCodec.Binding json) {

    /// Who encrypts.
    public enum TlsProvider {
        JDK, BORINGSSL
    }

    private static final List<Flags.Flag> FIRST = List.of(
            new Flags.Flag("--host", "ADDRESS", "address to listen on (default 127.0.0.1)"),
            new Flags.Flag("--port", "PORT", "port to listen on, 0 for any (default %s)"),
            new Flags.Flag("--tls", "jdk|boringssl", "TLS provider (default %s)"),
            new Flags.Flag("--keystore", "FILE", "PKCS#12 with key and chain (default certs/server.p12)"),
            new Flags.Flag("--password-file", "FILE", "first line: its password (default: `password` beside it)"));
    private static final List<Flags.Flag> LAST = List.of(
            new Flags.Flag("--json", "databind|tuned", "who makes records of messages (default databind)"),
            new Flags.Flag("--echo", null, "also serve /echo, for conformance suites"));

    /// The common flags, for [Flags#parse].
    ///
    /// @param defaultPort the server's documented port
    /// @param defaultTls  the server's choice of provider, in words
    public static List<Flags.Flag> flags(int defaultPort, String defaultTls) {
        Stream<Flags.Flag> first = FIRST.stream().map(f -> switch (f.name()) {
            case "--port" -> f.withDefault(Integer.toString(defaultPort));
            case "--tls" -> f.withDefault(defaultTls);
            default -> f;
        });
        return Stream.of(first, Limits.FLAGS.stream(), LAST.stream()).flatMap(flags -> flags).toList();
    }

    /// Reads the common flags.
    ///
    /// @throws UsageException with one sentence, when a value does not fit
    public static ServerOptions from(Flags flags, int defaultPort) throws UsageException {
        Path keystore = flags.path("--keystore").or(TlsMaterial::defaultKeystore)
                .orElse(Path.of("certs", "server.p12"));
        Optional<Path> passwordFile = flags.path("--password-file");
        return new ServerOptions(
                flags.text("--host").orElse("127.0.0.1"),
                flags.integer("--port", defaultPort, 0, 65_535),
                flags.choice("--tls", TlsProvider.class).orElse(null),
                keystore,
                passwordFile.orElseGet(() -> keystore.resolveSibling("password")),
                Limits.from(flags),
                flags.given("--echo"),
                flags.choice("--json", BatchCodec.Binding.class).orElse(BatchCodec.Binding.DATABIND));
    }

    /// Where to listen.
    ///
    /// @throws UsageException when the host is not known
    public InetSocketAddress address() throws UsageException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UsageException("--host " + host + " is not an address of this machine.");
        }
        return address;
    }
}
