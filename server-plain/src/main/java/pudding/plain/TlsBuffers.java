package pudding.plain;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// What TLS works in, sized for whole records; whoever drives a [TlsChannel] lends it.
///
/// @param in          ciphertext from the socket
/// @param plain       plaintext of one record
/// @param copy        the same in an array, where it is not in one
/// @param out         ciphertext for the socket
/// @param recordBytes of the largest record
record TlsBuffers(ByteBuffer in, ByteBuffer plain, ByteBuffer copy, ByteBuffer out, int recordBytes) {

    private static final int RECORDS = 2;

    /// Makes some, for the engines of a provider.
    ///
    /// @throws SSLException when it gives none to be asked for their sizes
    static TlsBuffers of(Tls tls) throws SSLException {
        SSLEngine engine = tls.engine();
        SSLSession session = engine.getSession();
        TlsBuffers buffers = of(tls.isNative(), session.getPacketBufferSize(), session.getApplicationBufferSize());
        tls.release(engine);
        return buffers;
    }

    /// Makes more of the same sizes.
    TlsBuffers another() {
        return of(in.isDirect(), recordBytes, plain.capacity());
    }

    private static TlsBuffers of(boolean isNative, int recordBytes, int plainBytes) {
        IntFunction<ByteBuffer> make = isNative ? ByteBuffer::allocateDirect : ByteBuffer::allocate;
        ByteBuffer plain = make.apply(plainBytes);
        return new TlsBuffers(make.apply(RECORDS * recordBytes), plain,
                plain.hasArray() ? plain : ByteBuffer.allocate(plainBytes), make.apply(RECORDS * recordBytes),
                recordBytes);
    }

    /// What is in [#plain], up to its limit, in an array.
    ByteBuffer plaintext() {
        if (!plain.hasArray()) {
            copy.clear().put(0, plain, 0, plain.limit()).limit(plain.limit());
        }
        return copy;
    }

    /// Whether there is room for one more record.
    boolean outTakesRecord() {
        return out.remaining() >= recordBytes;
    }
}
