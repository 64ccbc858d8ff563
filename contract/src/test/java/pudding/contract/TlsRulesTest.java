package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsRulesTest {

    @Test
    void whatBoringSslSaysIsOneLineWithoutAnAddress() {
        Rejection rejection = TlsRules.rejection(new SSLHandshakeException(
                "Read error: ssl=0x7f3a5c01e2a8: Failure in SSL library\nerror:100000f7:SSL routines:WRONG_VERSION"
                        + " (/home/boringssl/ssl/tls_record.cc:127 0x7fa1ed61730d:0x00000000)"));

        assertThat(rejection.refusal()).isEqualTo(Refusal.TLS);
        assertThat(rejection.sentence()).isEqualTo("TLS failed: Read error: Failure in SSL library"
                + " error:100000f7:SSL routines:WRONG_VERSION.");
    }

    @Test
    void whatNettyWrapsIsToldWithoutItsClass() {
        Throwable cause = new SSLHandshakeException("error:1e000065:Cipher functions:BAD_DECRYPT");

        assertThat(TlsRules.rejection(new SSLException(cause)).sentence())
                .isEqualTo("TLS failed: error:1e000065:Cipher functions:BAD_DECRYPT.");
    }

    @Test
    void aFailureWithoutWordsIsTold() {
        assertThat(TlsRules.rejection(new SSLException((String) null)).sentence())
                .isEqualTo("TLS failed: no reason was given.");
    }

    @Test
    void aPeerThatLeftBrokeNothing() {
        assertThat(TlsRules.rejection(new EOFException("end")).sentence())
                .isEqualTo("The peer left during the TLS handshake.");
    }
}
