package pudding.bench.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import pudding.contract.UsageException;

/// Where the project and the JDK are.
///
/// @param root of the project: where `pom.xml`, `certs/` and the servers' modules are
/// @param java home of the JDK that runs this, and the servers
record Home(Path root, Path java) {

    /// The directory that the launcher names, or the one above this jar that holds `certs/generate.sh`.
    ///
    /// @throws UsageException when there is none
    static Home find() throws UsageException {
        Path java = Path.of(System.getProperty("java.home"));
        String named = System.getProperty("pudding.home");
        if (named != null) {
            return new Home(Path.of(named), java);
        }
        try {
            Path here = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (Path dir = here; dir != null; dir = dir.getParent()) {
                if (Files.exists(dir.resolve("certs/generate.sh"))) {
                    return new Home(dir, java);
                }
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        throw new UsageException("The project's directory is not found; start this with ./pudding.");
    }
}
