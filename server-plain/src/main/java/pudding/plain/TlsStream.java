package pudding.plain;

import java.io.IOException;
import javax.net.ssl.SSLException;

/// The server's end of TLS over one socket, for a thread that blocks.
///
/// One thread reads: it calls [#begin], [#handshake], and then [#await] and [#receive] in turn. [#receive], [#write]
/// and [#end] are called by one thread at a time. Closing the socket ends whatever blocks here.
interface TlsStream {

    /// Where plaintext goes.
    interface Receiver {

        /// Takes plaintext.
        ///
        /// @param bytes used for something else once this returns
        void received(byte[] bytes, int from, int to) throws IOException;
    }

    /// Waits for the peer's first byte.
    ///
    /// @return false when the peer left without one
    boolean begin() throws IOException;

    /// Completes the TLS handshake.
    ///
    /// @throws SSLException when TLS fails; the peer has been told, if it can be
    void handshake() throws IOException;

    /// Waits until something can be received, in as little memory as can be.
    ///
    /// @return false when the peer has ended its side
    /// @throws SSLException when TLS fails
    boolean await() throws IOException;

    /// Hands on what has arrived, and waits for nothing more from the peer; perhaps nothing, where half a record has
    /// arrived.
    ///
    /// @return how many TLS records that was, about, those without plaintext among them, and never none
    /// @throws SSLException when TLS fails
    int receive(Receiver receiver) throws IOException;

    /// Sends plaintext, and waits until the socket has taken it.
    void write(byte[] bytes) throws IOException;

    /// Sends close_notify and ends this side; what the peer still sends is read, and may be thrown away.
    void end() throws IOException;

    /// Gives up all that TLS holds; nothing is called after it. The socket is another's to close.
    void close();
}
