package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;
import pudding.contract.UsageException;

@DisabledOnOs(OS.WINDOWS)
final class CheckoutTest {

    @TempDir private Path dir;

    @Test
    void itsOwnLauncherBuildsIt() throws Exception {
        launcher("echo \"$@ in $(pwd) with $JAVA_HOME\" > seen");
        Checkout.open(dir).build(Child.javaHome());
        assertThat(Files.readString(dir.resolve("seen")).strip())
                .isEqualTo("--version in " + dir.toRealPath() + " with " + Child.javaHome());
    }

    @Test
    void aBuildThatFailsSaysWhy() throws Exception {
        launcher("echo 'Main.java:1: it does not compile'; exit 1");
        Checkout checkout = Checkout.open(dir);
        assertThatThrownBy(() -> checkout.build(Child.javaHome())).isInstanceOf(UsageException.class)
                .hasMessage(dir + " cannot be built: pudding failed: Main.java:1: it does not compile");
    }

    @Test
    void aDirectoryWithoutGitOfItsOwnHasNoCommit() throws Exception {
        launcher("true");
        assertThat(Checkout.open(dir).label()).isEqualTo("unknown commit");
    }

    @Test
    void aCommitIsToldWithWhetherTheSourceDiffersFromIt() {
        String commit = "0123456789abcdef0123456789abcdef01234567";
        assertThat(new Checkout(dir, commit, false).label()).isEqualTo("commit 0123456789ab");
        assertThat(new Checkout(dir, commit, true).label()).isEqualTo("commit 0123456789ab with changes");
    }

    @Test
    void aDirectoryWithoutALauncherIsNoCheckout() throws IOException {
        descriptors();
        assertThatThrownBy(() -> Checkout.open(dir)).isInstanceOf(UsageException.class)
                .hasMessage(dir + " is no checkout of this project: it has no launcher ./pudding.");
    }

    private void launcher(String script) throws IOException {
        descriptors();
        Path file = Files.writeString(dir.resolve("pudding"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void descriptors() throws IOException {
        Files.createDirectories(dir.resolve("client-bench/src/main/resources/contenders"));
    }
}
