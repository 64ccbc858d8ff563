package pudding.netty;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import pudding.contract.Failures;

/// The settings of Netty and of JSSE that are made through system properties, all in one place.
///
/// One that the command line of the JVM has made wins. Left at Netty's default: the allocator (adaptive), and
/// `sun.misc.Unsafe`, of which Netty keeps off on Java 25 unless the JVM is told to allow it.
final class Settings {

    /// Held, because `java.util.logging` forgets a logger that nobody holds.
    private static final Logger NETTY = Logger.getLogger("io.netty");

    static {
        // Bad peers get one line from ServerLog; Netty's warnings would double it, and are for the watch alone.
        // Leaks are errors.
        NETTY.setLevel(Level.WARNING);
        NETTY.setUseParentHandlers(false);
        Handler errors = new ConsoleHandler();
        errors.setLevel(Level.SEVERE);
        NETTY.addHandler(errors);
        NETTY.addHandler(new Watch());
    }

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
        // Nothing here is a client of TLS: spares Netty's defaults for the JDK's provider the JDK's authorities.
        set("javax.net.ssl.trustStore", "NONE");
        // Netty 4.2.18 loses events of a poll that is armed once for many: a connection that was reset stays
        // open, or its bytes are not read (netty/netty#17049). Armed anew each time, none is lost.
        set("io.netty.iouring.pollAddMultishotEnabled", "false");
        // And an accept that is armed once for many is armed anew when it fails, even while the server rests because no
        // descriptor is left: it spins.
        set("io.netty.iouring.acceptMultiShotEnabled", "false");
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /// Netty's event loops catch and log whatever is thrown: sees that what ends a process does end it.
    private static final class Watch extends Handler {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() != null) {
                Failures.endIfFatal(entry.getThrown());
            }
        }

        @Override
        public void flush() {
            // Holds nothing back.
        }

        @Override
        public void close() {
            // Owns nothing.
        }
    }
}
