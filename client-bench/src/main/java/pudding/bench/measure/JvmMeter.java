package pudding.bench.measure;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import pudding.bench.server.Link;

/// Asks a server's JVM what only it knows: bytes allocated, collections, live heap.
///
/// For one thread at a time. [#attach] loads the management agent into the server, which costs it over 1 MB of heap
/// and about 10 MB of resident memory for good; so memory is read before, and [#liveHeapBytes] does without it.
public final class JvmMeter implements AutoCloseable {

    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)\\s*$");

    private final Link link;
    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final List<GarbageCollectorMXBean> collectors;

    private JvmMeter(Link link, JMXConnector connector) throws IOException {
        this.link = link;
        this.connector = connector;
        MBeanServerConnection connection = connector.getMBeanServerConnection();
        this.threads = ManagementFactory.newPlatformMXBeanProxy(connection, ManagementFactory.THREAD_MXBEAN_NAME,
                ThreadMXBean.class);
        this.collectors = ManagementFactory.getPlatformMXBeans(connection, GarbageCollectorMXBean.class);
    }

    /// Bytes of the objects that are alive, after two full collections: the first lets cleaners run that the objects
    /// it found dead were registered with. Loads nothing into the server.
    ///
    /// @param javaHome JDK whose `jcmd` asks
    /// @throws IOException when the JVM does not answer
    public static long liveHeapBytes(Path javaHome, long pid) throws IOException, InterruptedException {
        Jcmd jcmd = new Jcmd(javaHome, pid);
        jcmd.run("GC.run");
        // The histogram counts what its own full collection leaves.
        String histogram = jcmd.run("GC.class_histogram");
        Matcher total = HISTOGRAM_TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("The histogram of process " + pid + " has no total.");
        }
        return Long.parseLong(total.group(1));
    }

    /// Connects to the JVM's management agent, which is started if need be.
    ///
    /// @param link at whose servers' end the JVM is: its agent talks with nobody elsewhere
    /// @throws IOException when the process is no HotSpot JVM, has gone, or is another user's
    @SuppressWarnings("BanJNDI") // the address is that of a child of this process, not input
    public static JvmMeter attach(long pid, Link link) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            String address;
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            return link.atServer(
                    () -> new JvmMeter(link, JMXConnectorFactory.connect(new JMXServiceURL(address))));
        } catch (AttachNotSupportedException e) {
            throw new IOException("Process " + pid + " cannot be attached to: " + e.getMessage(), e);
        }
    }

    /// Bytes that all threads have allocated since the JVM started, those that have ended included. A read of it
    /// allocates about 50 KB itself.
    public long allocatedBytes() throws IOException {
        return link.atServer(threads::getTotalThreadAllocatedBytes);
    }

    /// Collections of every kind since the JVM started.
    public long collections() throws IOException {
        return link.atServer(() -> collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum());
    }

    /// Time spent in them, as the collectors count it.
    public long collectionMillis() throws IOException {
        return link.atServer(() -> collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum());
    }

    /// Disconnects; the agent stays in the server.
    @Override
    public void close() {
        try {
            link.atServer(() -> {
                connector.close();
                return connector;
            });
        } catch (IOException e) {
            // The server has gone, and the connection with it.
        }
    }
}
