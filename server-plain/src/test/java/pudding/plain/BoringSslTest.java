package pudding.plain;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.contract.UsageException;

final class BoringSslTest {

    @TempDir private Path folder;

    /// Whether there is a build of it for this platform, and a JDK that lets it be loaded.
    static boolean isAvailable() {
        try {
            BoringSsl.load();
            return true;
        } catch (UsageException e) {
            return false;
        }
    }

    @Test
    void withoutItsJarItIsRefusedWithWhatWorks() {
        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> BoringSsl.load(folder.resolve("absent")))
                .withMessage("--tls boringssl needs Conscrypt's jar in the folder boringssl beside server-plain's: "
                        + "use --tls jdk, or build server-plain again.");
    }

    @Test
    void whatDoesNotLoadIsRefusedWithWhatWorks() throws IOException {
        Files.createFile(folder.resolve("conscrypt.jar"));

        assertThatExceptionOfType(UsageException.class).isThrownBy(() -> BoringSsl.load(folder))
                .withMessage("--tls boringssl is not available on this platform: use --tls jdk "
                        + "(java.lang.ClassNotFoundException: org.conscrypt.OpenSSLProvider).");
    }
}
