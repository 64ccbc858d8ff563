package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pudding.contract.suite.TestCertificates;

final class TlsMaterialTest {

    @TempDir private Path dir;

    @Test
    void keyAndChainAreRead() throws Exception {
        TlsMaterial material = load(TestCertificates.keystore(), TestCertificates.passwordFile());
        assertThat(material.key().getAlgorithm()).isEqualTo("EC");
        List<X509Certificate> chain = material.chain();
        assertThat(chain.getFirst().getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
        chain.getFirst().verify(chain.getLast().getPublicKey());
        X509KeyManager manager = (X509KeyManager) material.keyManagers().getKeyManagers()[0];
        String alias = manager.chooseServerAlias("EC", null, null);
        assertThat(manager.getPrivateKey(alias)).isEqualTo(material.key());
    }

    @Test
    void thePasswordIsTheFirstLine() throws Exception {
        String password = Files.readString(TestCertificates.passwordFile()).strip();
        Path file = Files.writeString(dir.resolve("password"), password + "\r\nsecond line\n");
        assertThat(load(TestCertificates.keystore(), file).chain()).isNotEmpty();
    }

    @Test
    void anAbsentKeystoreSaysWhatToRun() {
        Path absent = dir.resolve("server.p12");
        assertRefused(absent, TestCertificates.passwordFile(), "No certificate at " + absent
                + ": run certs/generate.sh, or name one with --keystore FILE --password-file FILE.");
    }

    @Test
    void anAbsentPasswordFileIsNamed() {
        Path absent = dir.resolve("password");
        assertRefused(TestCertificates.keystore(), absent, "Password file " + absent + " cannot be read.");
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        Path wrong = Files.writeString(dir.resolve("password"), "wrong");
        assertRefused(TestCertificates.keystore(), wrong, "Keystore " + TestCertificates.keystore()
                + " does not open with the password in " + wrong + ".");
    }

    @Test
    void anEmptyPasswordIsAWrongOne() throws Exception {
        Path empty = Files.writeString(dir.resolve("password"), "");
        assertRefused(TestCertificates.keystore(), empty, "Keystore " + TestCertificates.keystore()
                + " does not open with the password in " + empty + ".");
    }

    @Test
    void whatIsNoKeystoreIsSaid() throws Exception {
        Path text = Files.writeString(dir.resolve("text.p12"), "-----BEGIN CERTIFICATE-----\n");
        assertRefused(text, TestCertificates.passwordFile(), "Keystore " + text + " is not a readable PKCS#12 file.");
        Path empty = Files.createFile(dir.resolve("empty.p12"));
        assertRefused(empty, TestCertificates.passwordFile(),
                "Keystore " + empty + " is not a readable PKCS#12 file.");
        assertRefused(dir, TestCertificates.passwordFile(), "Keystore " + dir + " is not a readable PKCS#12 file.");
    }

    @Test
    void aTruncatedKeystoreIsSaid() throws Exception {
        byte[] whole = Files.readAllBytes(TestCertificates.keystore());
        Path cut = Files.write(dir.resolve("cut.p12"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(cut, TestCertificates.passwordFile(), "Keystore " + cut + " is not a readable PKCS#12 file.");
    }

    @Test
    void aKeystoreWithoutAKeyIsSaid() throws Exception {
        char[] password = Files.readString(TestCertificates.passwordFile()).strip().toCharArray();
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        X509Certificate certificate = load(TestCertificates.keystore(), TestCertificates.passwordFile()).chain()
                .getFirst();
        trust.setCertificateEntry("server", certificate);
        Path file = dir.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trust.store(out, password);
        }
        assertRefused(file, TestCertificates.passwordFile(), "Keystore " + file + " holds no private key.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void aKeyThatDoesNotFitTheCertificateIsSaid(String algorithm) throws Exception {
        char[] password = Files.readString(TestCertificates.passwordFile()).strip().toCharArray();
        TlsMaterial material = load(TestCertificates.keystore(), TestCertificates.passwordFile());
        KeyStore wrong = KeyStore.getInstance("PKCS12");
        wrong.load(null, null);
        wrong.setKeyEntry("server", KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate(), password,
                material.chain().toArray(X509Certificate[]::new));
        Path file = dir.resolve("wrong.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            wrong.store(out, password);
        }
        assertRefused(file, TestCertificates.passwordFile(),
                "Keystore " + file + " holds a certificate for another key.");
    }

    private static void assertRefused(Path keystore, Path passwordFile, String sentence) {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> load(keystore, passwordFile))
                .withMessage(sentence);
    }

    private static TlsMaterial load(Path keystore, Path passwordFile) throws UsageException {
        return TlsMaterial.load(new ServerOptions("127.0.0.1", 0, null, keystore, passwordFile,
                TestLimits.of(), false, BatchCodec.Binding.DATABIND));
    }
}
