package pudding.contract.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/// First messages of TLS clients, as records.
final class ClientHellos {

    private ClientHellos() {
    }

    /// What the JDK's client sends by default.
    static byte[] ofTheJdk() throws SSLException {
        return naming("localhost");
    }

    /// The same, with bytes in place of a server name (RFC 6066 §3) that no client would send.
    static byte[] naming(byte[] serverName) throws SSLException {
        String placeholder = "x".repeat(serverName.length);
        String hello = new String(naming(placeholder), StandardCharsets.ISO_8859_1);
        return hello.replace(placeholder, new String(serverName, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] naming(String serverName) throws SSLException {
        SSLEngine engine = TestCertificates.clientContext().createSSLEngine("localhost", 1);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        engine.setSSLParameters(parameters);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        byte[] bytes = new byte[hello.position()];
        hello.flip().get(bytes);
        return bytes;
    }

    /// A client that knows nothing newer than TLS 1.1 (RFC 4346 §7.4.1.2).
    static byte[] ofTls11() {
        return Frames.hex("16 0301 0041" // record: handshake, 65 bytes
                + "01 00003D" // ClientHello, 61 bytes
                + "0302" // TLS 1.1
                + "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F" // random
                + "00" // no session
                + "0006 C009 C013 002F" // suites with AES-128-CBC
                + "01 00" // no compression
                + "000E 000A 0004 0002 0017 000B 0002 0100"); // extensions: secp256r1, uncompressed
    }

    /// A client of TLS 1.2 with ECDSA keys that takes signatures by one algorithm alone (RFC 5246 §7.4.1.4.1).
    ///
    /// @param algorithm its hash and signature, in hex
    static byte[] ofTls12(String algorithm) {
        return Frames.hex("16 0301 0047" // record: handshake, 71 bytes
                + "01 000043" // ClientHello, 67 bytes
                + "0303" // TLS 1.2
                + "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F" // random
                + "00" // no session
                + "0004 C02B C02F" // suites with AES-128-GCM
                + "01 00" // no compression
                + "0016 000A 0004 0002 0017 000B 0002 0100" // extensions: secp256r1, uncompressed,
                + "000D 0004 0002" + algorithm); // signature_algorithms
    }

    /// The same without that list, which is a client that takes SHA-1 (RFC 5246 §7.4.1.4.1).
    static byte[] ofTls12() {
        return Frames.hex("16 0301 003F" // record: handshake, 63 bytes
                + "01 00003B" // ClientHello, 59 bytes
                + "0303" // TLS 1.2
                + "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F" // random
                + "00" // no session
                + "0004 C02B C02F" // suites with AES-128-GCM
                + "01 00" // no compression
                + "000E 000A 0004 0002 0017 000B 0002 0100"); // extensions: secp256r1, uncompressed
    }
}
