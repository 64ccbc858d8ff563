package pudding.plain;

import java.util.List;
import java.util.stream.Stream;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.ServerOptions.TlsProvider;
import pudding.contract.UsageException;

/// What the command line says.
///
/// @param common  the flags that every server has
/// @param model   who reads a connection and works on its messages
/// @param tlsIo   by what a connection's thread does TLS; event loops have engines in any case
/// @param workers threads of the event loop's pool
/// @param loops   event loops without a pool
/// @param maxQueuedMessages messages that wait for them; then the loop reads no more
public record Options(ServerOptions common, Model model, TlsIo tlsIo, int workers, int loops,
        int maxQueuedMessages) {

    /// The documented port.
    public static final int DEFAULT_PORT = 8443;

    static final int DEFAULT_MAX_QUEUED_MESSAGES = 512;

    /// Who reads a connection and works on its messages.
    public enum Model {
        /// A platform thread for each connection.
        PLATFORM,
        /// A virtual thread for each connection.
        VIRTUAL,
        /// One thread for all connections, and a pool for their messages.
        EVENTLOOP,
        /// Several threads without a pool, each for its share of the connections.
        LOOPS
    }

    /// By what a connection's thread does TLS.
    public enum TlsIo {
        /// An `SSLSocket`, which keeps buffers for each connection.
        SOCKET,
        /// An `SSLEngine` in buffers that are lent.
        ENGINE
    }

    /// The flags that this server takes.
    public static List<Flags.Flag> flags() {
        return Stream.concat(ServerOptions.flags(DEFAULT_PORT, "jdk; boringssl is Conscrypt's").stream(), Stream.of(
                new Flags.Flag("--model", "platform|virtual|eventloop|loops", "threads (default platform)"),
                new Flags.Flag("--tls-io", "socket|engine",
                        "SSLSocket, or SSLEngine in lent buffers, for a thread each (default socket; engine for boringssl)"),
                new Flags.Flag("--workers", "N", "threads of the event loop's pool (default 10)"),
                new Flags.Flag("--loops", "N", "event loops of that model (default one a processor)"),
                new Flags.Flag("--max-queued-messages", "N",
                        "waiting for these; then the loop reads no more (default 512)")))
                .toList();
    }

    /// Reads the flags.
    ///
    /// @throws UsageException with one sentence, when a value does not fit
    public static Options from(Flags flags) throws UsageException {
        ServerOptions common = ServerOptions.from(flags, DEFAULT_PORT);
        boolean boringSsl = common.tls() == TlsProvider.BORINGSSL;
        TlsIo tlsIo = flags.choice("--tls-io", TlsIo.class).orElse(boringSsl ? TlsIo.ENGINE : TlsIo.SOCKET);
        if (boringSsl && tlsIo == TlsIo.SOCKET) {
            throw new UsageException("--tls boringssl needs --tls-io engine.");
        }
        return new Options(common,
                flags.choice("--model", Model.class).orElse(Model.PLATFORM),
                tlsIo,
                flags.integer("--workers", 10, 1, 1_000),
                flags.integer("--loops", Runtime.getRuntime().availableProcessors(), 1, 1_000),
                flags.integer("--max-queued-messages", DEFAULT_MAX_QUEUED_MESSAGES, 1, 1_000_000));
    }
}
