package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The one clause of the contract that BoringSSL cannot keep: its TLS 1.3 suites cannot be set, and among those of AES
/// it follows the client. In TLS 1.2 the server's order holds.
public interface BoringSslContract extends TlsContract {

    @Test
    @Override
    default void theServerChoosesAes128GcmAndX25519() throws Exception {
        String aes128 = "TLS_AES_128_GCM_SHA256";
        String aes256 = "TLS_AES_256_GCM_SHA384";
        String oldAes128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        String oldAes256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        try (TestServer server = serve()) {
            assertThat(suite(server, "TLSv1.3", aes128, aes256)).isEqualTo(aes128);
            assertThat(suite(server, "TLSv1.3", aes256, aes128)).isEqualTo(aes256);
            assertThat(suite(server, "TLSv1.2", oldAes256, oldAes128)).isEqualTo(oldAes128);
            assertThat(ServerHello.answering(server.tcp(), ClientHellos.ofTheJdk()).group()).as("x25519")
                    .isEqualTo(0x001D);
        }
    }

    private static String suite(TestServer server, String protocol, String... offered) throws Exception {
        return server.tls(settings -> {
            settings.setProtocols(new String[] {protocol});
            settings.setCipherSuites(offered);
        }).session().getCipherSuite();
    }
}
