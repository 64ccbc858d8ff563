package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Proves of the jar that is shipped, not of the sources, that the plain server is plain. */
class DependencyIT {
    /** Null annotations, for the compiler alone; the jar that holds them is not shipped. */
    private static final String ANNOTATIONS = "org.jspecify";

    @Test
    void theJarNeedsOnlyTheJdkAndTheContract() throws Exception {
        assertThat(modulesNeededBy("target/server-plain.jar"))
                .contains("java.base", "pudding.contract")
                .allMatch(module -> module.startsWith("java.")
                        || module.startsWith("jdk.")
                        || module.equals("pudding.contract")
                        || module.equals(ANNOTATIONS));
        assertThat(Path.of("target/lib")).isDirectoryNotContaining("glob:**jspecify*");
    }

    /** The modules that the jar's classes refer to or its module-info requires; "not found" is one. */
    private static List<String> modulesNeededBy(String jar) throws URISyntaxException {
        var annotations =
                Path.of(NullMarked.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var out = new StringWriter();
        var writer = new PrintWriter(out);
        int status = ToolProvider.findFirst("jdeps").orElseThrow().run(writer, writer,
                "-s",
                "--multi-release", "base",
                "--module-path", "target/lib" + File.pathSeparator + annotations,
                "--add-modules", ANNOTATIONS,
                jar);
        assertThat(status).as(out.toString()).isZero();
        var arrow = "pudding.plain -> ";
        return out.toString().lines()
                .filter(line -> line.startsWith(arrow))
                .map(line -> line.substring(arrow.length()).strip())
                .toList();
    }
}
