package pudding.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import pudding.bench.plan.Network;
import pudding.contract.UsageException;

/// The network between the generator, which is this process, and the servers, which are its children.
///
/// Opened before the first server and closed after the last; used by one thread, which must be within [#enter] while
/// it starts servers and sends to them.
public sealed interface Link extends AutoCloseable permits Link.Loopback, NamespaceLink {

    /// The link of a network; what an earlier process left of one is removed first.
    ///
    /// @param progress told in a line what was removed
    /// @throws UsageException in one sentence, when this machine does not let it be made; nothing of it is left then
    static Link open(Network network, Consumer<String> progress) throws UsageException {
        return switch (network) {
            case LOOPBACK -> loopback();
            case NETNS -> NamespaceLink.open(progress);
        };
    }

    /// The machine's own, which is always there.
    static Link loopback() {
        return new Loopback();
    }

    /// The address on which servers listen.
    String serverAddress();

    /// The first of many addresses from which the generator may send; those above it are its own too.
    String firstSource();

    /// Takes the calling thread to the generator's end, and with it every thread and process that it starts from now
    /// on; to be closed by the same thread.
    ///
    /// @throws IOException when the kernel refuses
    Stay enter() throws IOException;

    /// Does something at the servers' end: what it starts there stays there, and what it opens is connected there.
    ///
    /// @throws IOException when the calling thread is not at the generator's end, or the work throws it
    <T> T atServer(Work<T> work) throws IOException;

    /// What the link is, as the kernel tells.
    ///
    /// @throws IOException when it does not
    Map<String, String> readBack() throws IOException;

    /// Compares with what was asked for: the link, where the calling thread is, and where a server is.
    ///
    /// @return a sentence for each thing that is otherwise
    /// @throws IOException when it cannot be read
    List<String> differences(long serverPid) throws IOException;

    /// Removes what was made. Servers must have been stopped.
    @Override
    void close();

    /// Something to be done at the servers' end.
    interface Work<T> {
        T make() throws IOException;
    }

    /// A thread's stay at the generator's end.
    interface Stay extends AutoCloseable {

        /// Takes the thread back to where it was.
        @Override
        void close();
    }

    /// Both ends on 127.0.0.1.
    record Loopback() implements Link {

        private static final Path MTU = Path.of("/sys/class/net/lo/mtu");

        @Override
        public String serverAddress() {
            return "127.0.0.1";
        }

        @Override
        public String firstSource() {
            return "127.77.0.1";
        }

        @Override
        public Stay enter() {
            return () -> {
            };
        }

        @Override
        public <T> T atServer(Work<T> work) throws IOException {
            return work.make();
        }

        @Override
        public Map<String, String> readBack() throws IOException {
            String kind = Network.LOOPBACK.label();
            return Files.isReadable(MTU) ? Map.of("kind", kind, "mtu", Files.readString(MTU).strip())
                    : Map.of("kind", kind);
        }

        @Override
        public List<String> differences(long serverPid) {
            return List.of();
        }

        @Override
        public void close() {
            // Nothing was made.
        }
    }
}
