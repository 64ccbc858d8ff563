package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.server.Child;
import pudding.bench.server.ChildProgram;
import pudding.bench.server.Contender;

class SizeMeterTest {

    private static final Contender.Artefact ARTEFACT = new Contender.Artefact("mod", List.of("unused-*"),
            List.of("extra"), List.of(), List.of());

    @TempDir private Path home;

    @Test
    void onlyWhatTheContenderNeedsIsShipped() throws Exception {
        Path target = home.resolve("mod/target");
        Files.createDirectories(target.resolve("lib"));
        Files.createDirectories(target.resolve("extra"));
        Files.createDirectories(target.resolve("not-named"));
        Files.write(target.resolve("extra/c.jar"), new byte[40]);
        Files.write(target.resolve("not-named/d.jar"), new byte[9_000]);
        Files.write(target.resolve("mod.jar"), new byte[100]);
        Files.write(target.resolve("lib/b.jar"), new byte[20]);
        Files.write(target.resolve("lib/a.jar"), new byte[3]);
        Files.write(target.resolve("lib/unused-native.jar"), new byte[5_000]);
        Files.write(target.resolve("other.jar"), new byte[7_000]);

        assertThat(SizeMeter.shippedBytes(home, ARTEFACT)).containsExactly(
                Map.entry("mod.jar", 100L), Map.entry("a.jar", 3L),
                Map.entry("b.jar", 20L), Map.entry("c.jar", 40L));
    }

    @Test
    void whatIsNotBuiltCannotBeWeighed() {
        assertThatThrownBy(() -> SizeMeter.shippedBytes(home, ARTEFACT))
                .isInstanceOf(IOException.class)
                .hasMessage("mod is not built: there is no mod.jar.");
    }

    @Test
    void theImageHoldsTheModulesThatTheJarUsesAndIsRemoved() throws Exception {
        Path jar = Files.createDirectories(home.resolve("mod/target")).resolve("mod.jar");
        String name = ChildProgram.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                var in = ChildProgram.class.getResourceAsStream("/" + name)) {
            out.putNextEntry(new JarEntry(name));
            assertThat(in).isNotNull();
            in.transferTo(out);
        }

        SizeMeter.Image image = SizeMeter.image(home, Child.javaHome(), ARTEFACT);

        assertThat(image.modules()).containsExactly("java.base", "java.management");
        assertThat(image.runtimeBytes()).isGreaterThan(20_000_000);
        assertThat(image.totalBytes()).isEqualTo(image.runtimeBytes() + Files.size(jar));
        assertThat(temporaryImages()).isEmpty();
    }

    private static List<Path> temporaryImages() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith("pudding-image-")).toList();
        }
    }
}
