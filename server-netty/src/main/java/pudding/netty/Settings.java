package pudding.netty;

import java.util.logging.Level;
import java.util.logging.Logger;

/// The settings of Netty and of JSSE that are made through system properties, all in one place.
///
/// One that the command line of the JVM has made wins. Left at Netty's default: the allocator (adaptive), and
/// Unsafe, which Java 25 denies unless it is told otherwise.
final class Settings {

    /// Held, because `java.util.logging` forgets a logger that nobody holds.
    private static final Logger NETTY = Logger.getLogger("io.netty");

    private Settings() {
    }

    /// Must run before any class of Netty's or of JSSE's is loaded, because both read their properties once.
    static void apply() {
        // The default watches one buffer in a hundred, at a cost; tests watch all.
        set("io.netty.leakDetection.level", "disabled");
        // Where they are watched: who holds a buffer, not who reads each of its bytes.
        set("io.netty.leakDetection.acquireAndReleaseOnly", "true");
        // TLS 1.2 lets a client ask for handshakes without end (RFC 7457 §2.12).
        set("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        // Sessions are resumed from the cache alone; read by JSSE, and by Netty for BoringSSL.
        set("jdk.tls.server.enableSessionTicketExtension", "false");
        // Netty 4.2.18 loses events of a poll that is armed once for many: a connection that was reset stays
        // open, or its bytes are not read (netty/netty#17049). Armed anew each time, none is lost.
        set("io.netty.iouring.pollAddMultishotEnabled", "false");
        // Bad peers get one line from ServerLog; Netty's warnings would double it. Leaks are errors.
        NETTY.setLevel(Level.SEVERE);
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
