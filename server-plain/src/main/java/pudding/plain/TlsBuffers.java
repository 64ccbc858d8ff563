package pudding.plain;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;

/// What TLS works in, sized for whole records; whoever drives a [TlsChannel] lends it.
///
/// @param in          ciphertext from the socket
/// @param plain       plaintext of one record
/// @param out         ciphertext for the socket
/// @param recordBytes of the largest record
record TlsBuffers(ByteBuffer in, ByteBuffer plain, ByteBuffer out, int recordBytes) {

    private static final int RECORDS = 2;

    static TlsBuffers of(Tls tls) {
        SSLSession session = tls.engine().getSession();
        int recordBytes = session.getPacketBufferSize();
        return new TlsBuffers(ByteBuffer.allocate(RECORDS * recordBytes),
                ByteBuffer.allocate(session.getApplicationBufferSize()),
                ByteBuffer.allocate(RECORDS * recordBytes), recordBytes);
    }

    /// Whether there is room for one more record.
    boolean outTakesRecord() {
        return out.remaining() >= recordBytes;
    }
}
