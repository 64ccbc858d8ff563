package pudding.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import pudding.contract.Launch;
import pudding.contract.suite.ServerContractTest;
import pudding.contract.suite.TestCertificates;

/// BoringSSL on the platform's own transport, where it loads.
@EnabledIf("io.netty.handler.ssl.OpenSsl#isAvailable")
final class NettyBoringSslContractTest extends ServerContractTest implements NettySubject {

    @Override
    public List<String> combination() {
        return List.of("--tls", "boringssl");
    }

    /// The one clause of the contract that BoringSSL cannot keep: its TLS 1.3 suites cannot be set, and among
    /// those of AES it follows the client. In TLS 1.2 the server's order holds.
    @Test
    @Override
    public void theServerChoosesAes128GcmAndX25519() throws Exception {
        String aes128 = "TLS_AES_128_GCM_SHA256";
        String aes256 = "TLS_AES_256_GCM_SHA384";
        String oldAes128 = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        String oldAes256 = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        try (Launch.Running server = start(UnaryOperator.identity(), "--tls", "boringssl", "--port", "0",
                "--keystore", TestCertificates.keystore().toString(),
                "--password-file", TestCertificates.passwordFile().toString())) {
            assertThat(suite(server, "TLSv1.3", aes128, aes256)).isEqualTo(aes128);
            assertThat(suite(server, "TLSv1.3", aes256, aes128)).isEqualTo(aes256);
            assertThat(suite(server, "TLSv1.2", oldAes256, oldAes128)).isEqualTo(oldAes128);
        }
    }

    private static String suite(Launch.Running server, String protocol, String... offered) throws Exception {
        try (SSLSocket socket = (SSLSocket) TestCertificates.clientContext().getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setEnabledCipherSuites(offered);
            socket.startHandshake();
            return socket.getSession().getCipherSuite();
        }
    }
}
