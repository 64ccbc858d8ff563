package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.NoClientCertificates;
import pudding.contract.Refusal;

/// Protocol versions, suites and groups (RFC 8446, RFC 9325), and peers that do not speak TLS.
interface TlsContract extends Contract {

    @ParameterizedTest
    @CsvSource({"TLSv1.3, TLS_AES_128_GCM_SHA256", "TLSv1.3, TLS_AES_256_GCM_SHA384",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"})
    @Clause({"RFC 9325 §3.1.1", "RFC 9325 §4.2"})
    default void bothVersionsAreServed(String protocol, String suite) throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tls(settings -> {
                settings.setProtocols(new String[] {protocol});
                settings.setCipherSuites(new String[] {suite});
            }).upgrade("/ack");
            peer.exchange(1);
            assertThat(peer.session().getProtocol()).isEqualTo(protocol);
            assertThat(peer.session().getCipherSuite()).isEqualTo(suite);
        }
    }

    // The client's own first choice is AES-256.
    @Test
    @Clause("RFC 8446 §4.1.1")
    default void theServerChoosesAes128GcmAndX25519() throws Exception {
        try (TestServer server = serve()) {
            assertThat(server.tls().session().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
            ServerHello hello = ServerHello.answering(server.tcp(), ClientHellos.ofTheJdk());
            assertThat(hello.suite()).as("TLS_AES_128_GCM_SHA256").isEqualTo(0x1301);
            assertThat(hello.group()).as("x25519").isEqualTo(0x001D);
        }
    }

    @Test
    @Clause("RFC 8446 §9.1")
    default void aClientOfP256AloneIsServed() throws Exception {
        try (TestServer server = serve()) {
            server.tls(settings -> settings.setNamedGroups(new String[] {"secp256r1"})).upgrade("/ingest");
        }
    }

    // RFC 7301 §3.2.
    @Test
    @Clause("RFC 7301 §3.2")
    default void alpnSelectsHttp11WhereItIsAsked() throws Exception {
        try (TestServer server = serve()) {
            RawPeer asks = server.tls(
                    settings -> settings.setApplicationProtocols(new String[] {"h2", "http/1.1"}));
            assertThat(asks.tlsSocket().getApplicationProtocol()).isEqualTo("http/1.1");
            asks.upgrade("/ingest");
            assertThat(server.tls().tlsSocket().getApplicationProtocol()).isEmpty();
        }
    }

    // RFC 8446 §4.4.2: each certificate of the chain certifies the one before it; §4.4.2.2: one whose use is restricted
    // must be for signatures. No RFC limits its lifetime, but scanners fault more than 398 days.
    @Test
    @Clause({"RFC 8446 §4.4.2", "RFC 8446 §4.4.2.2"})
    default void theCertificateIsOneThatScannersDoNotFault() throws Exception {
        try (TestServer server = serve()) {
            Certificate[] chain = server.tls().session().getPeerCertificates();
            for (int i = 1; i < chain.length; i++) {
                chain[i - 1].verify(chain[i].getPublicKey());
            }
            X509Certificate certificate = (X509Certificate) chain[0];
            assertThat(certificate.getKeyUsage()).as("digitalSignature alone")
                    .containsExactly(true, false, false, false, false, false, false, false, false);
            assertThat(certificate.getExtendedKeyUsage()).as("serverAuth alone").containsExactly("1.3.6.1.5.5.7.3.1");
            assertThat(certificate.getBasicConstraints()).as("no CA").isEqualTo(-1);
            assertThat(certificate.getSubjectAlternativeNames()).contains(List.of(2, "localhost"));
            assertThat(Duration.between(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
                    .isLessThanOrEqualTo(Duration.ofDays(398));
        }
    }

    @Test
    default void handshakesAreCounted() throws Exception {
        try (TestServer server = serve()) {
            server.tls();
            server.tls();
            server.awaitStats(stats -> assertThat(stats.handshakes()).isGreaterThanOrEqualTo(3));
        }
    }

    // RFC 9325 §3.1.1: MUST NOT negotiate TLS 1.1.
    @Test
    @Clause("RFC 9325 §3.1.1")
    default void tls11IsRefused() throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.send(ClientHellos.ofTls11());
            assertThat(peer.readToEnd()).satisfiesAnyOf(
                    answer -> assertThat(answer).as("no answer").isEmpty(),
                    answer -> assertThat(answer).as("a fatal alert").startsWith(0x15).hasSize(7));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"})
    @Clause("RFC 9325 §4.2")
    default void cbcSuitesAreRefused(String suite) throws Exception {
        refused(Refusal.TLS, server -> assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> server.tls(settings -> {
                    settings.setProtocols(new String[] {"TLSv1.2"});
                    settings.setCipherSuites(new String[] {suite});
                })));
    }

    // RFC 9155 §4: servers MUST NOT include MD5 and SHA-1 in ServerKeyExchange messages.
    @Test
    @Clause("RFC 9155 §4")
    default void nothingIsSignedWithSha1() throws Exception {
        try (TestServer server = serve()) {
            RawPeer peer = server.tcp();
            peer.send(ClientHellos.ofTls12("0403"));
            assertThat(peer.readFully(1)).as("SHA-256: a handshake record").containsExactly(0x16);
        }
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.send(ClientHellos.ofTls12("0203"));
            assertThat(peer.readToEnd()).as("a fatal alert").startsWith(0x15).hasSize(7);
        });
        // The JDK finds out when it has sent its certificate.
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.send(ClientHellos.ofTls12());
            assertThat(TlsRecords.contents(peer.readToEnd())).as("ServerHello and Certificate at most, and an alert")
                    .isSubsetOf("handshake 2", "handshake 11", "alert 2")
                    .endsWith("alert 2");
        });
    }

    @Test
    default void plainHttpOnTheTlsPortGetsNoHttp() throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.send(Requests.upgrade("/ingest"));
            assertThat(new String(peer.readToEnd(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("HTTP");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            16 0301 0005 FF 000001 00    | a handshake record of an unknown message
            17 0303 0010 00000000000000000000000000000000 | application data before any handshake
            15 0303 0002 0228            | an alert
            00 00 00 00 00 00 00 00 00   | zeros
            80 2E 01 03 01 00 15 00 00 00 10 00 00 01 00 00 02 00 00 03 00 00 04 | the start of an SSL 2 hello
            """)
    @Clause("RFC 8446 §5.1")
    default void garbageInsteadOfTlsIsRefused(String hex, String meaning) throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.sendHex(hex);
            peer.send(new byte[64]);
            peer.readToEnd();
        });
    }

    @Test
    @Clause("RFC 8446 §5.1")
    default void randomBytesInsteadOfTlsAreRefused() throws Exception {
        byte[] bytes = new byte[20_000];
        new Random(1).nextBytes(bytes);
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tcp();
            peer.sendSingly(bytes);
            peer.readToEnd();
        });
    }

    // RFC 8446 §5.2: if the decryption fails, the receiver MUST terminate the connection with bad_record_mac.
    @Test
    @Clause("RFC 8446 §5.2")
    default void aForgedRecordInAnOpenWebSocketEndsIt() throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.open("/ingest");
            peer.sendUnderTls(ByteBuffer.allocate(69).put(Frames.hex("17 0303 0040")).array());
            peer.readToEnd();
        });
    }

    // RFC 8446 §5.2: MUST terminate with record_overflow. A server may wait for the announced bytes, but no longer.
    @Test
    @Clause("RFC 8446 §5.2")
    default void aRecordLongerThanTlsAllowsEndsTheConnection() throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.open("/ingest");
            peer.sendUnderTls(ByteBuffer.allocate(5 + 0xFFFF).put(Frames.hex("17 0303 FFFF")).array());
            peer.readToEnd();
        });
    }

    // RFC 8446 §6.2: the client ends the handshake by an alert.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Clause("RFC 8446 §6.2")
    default void aClientThatDoesNotTrustTheCertificateIsCounted(String protocol) throws Exception {
        SSLContext trustsNobody = SSLContext.getInstance("TLS");
        trustsNobody.init(null, new TrustManager[] {new NoClientCertificates()}, null);
        refused(Refusal.TLS, server -> {
            try (SSLSocket stranger = (SSLSocket) trustsNobody.getSocketFactory()
                    .createSocket(server.address().getAddress(), server.address().getPort())) {
                stranger.setEnabledProtocols(new String[] {protocol});
                assertThatExceptionOfType(SSLException.class).isThrownBy(stranger::startHandshake);
            }
        });
    }

    // RFC 9325 §3.5: the client asks for another handshake within the connection, as only TLS 1.2 lets it.
    @Test
    @Clause("RFC 9325 §3.5")
    default void renegotiationIsRefused() throws Exception {
        refused(Refusal.TLS, server -> {
            RawPeer peer = server.tls(settings -> settings.setProtocols(new String[] {"TLSv1.2"}));
            long handshakes = server.stats().handshakes();
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                peer.tlsSocket().startHandshake();
                peer.request(Requests.get("/health"));
            });
            // The one more is that of asking for it.
            assertThat(server.stats().handshakes()).isEqualTo(handshakes + 1);
        });
    }

    // RFC 8446 §6.1: in every way that a server ends a connection, TLS tells its end; a peer sees no truncation.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @Clause("RFC 8446 §6.1")
    default void closeNotifyIsSentAtTheEnd(String protocol) throws Exception {
        try (TestServer server = serve()) {
            RawPeer closes = server.tls(settings -> settings.setProtocols(new String[] {protocol})).upgrade("/ingest");
            closes.send(Frames.close(1000));
            closes.expectClose(1000);
            closes.expectEnd();
            RawPeer errs = server.tls(settings -> settings.setProtocols(new String[] {protocol})).upgrade("/ingest");
            errs.send(Frames.frame(Frames.FIN | 0x3));
            errs.expectClose(1002);
            errs.expectEnd();
            RawPeer asks = server.tls(settings -> settings.setProtocols(new String[] {protocol}));
            assertThat(asks.request(Requests.get("/nowhere")).status()).isEqualTo(404);
            asks.expectEnd();
        }
    }
}
