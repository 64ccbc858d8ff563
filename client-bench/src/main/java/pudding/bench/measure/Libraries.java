package pudding.bench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;

/// The versions of the libraries that the built-in servers ship, as their jars tell; has no state.
final class Libraries {

    private Libraries() {
    }

    /// File name without `.jar` → version, of every file in the `lib/` of every artefact that is built, and
    /// in the folders that it adds.
    static Map<String, String> versions(Path home) {
        Map<String, String> versions = new TreeMap<>();
        for (Contender contender : Contenders.builtIn()) {
            Contender.Artefact artefact = contender.artefact();
            if (artefact != null) {
                Path main = artefact.jar(home);
                for (Path jar : Stream.concat(Stream.of("lib"), artefact.add().stream())
                        .flatMap(folder -> jars(main.resolveSibling(folder)).stream()).toList()) {
                    String version = version(jar);
                    String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                    versions.put(name, version == null ? "unknown" : version);
                }
            }
        }
        return versions;
    }

    /// The jars of a directory in order of their names; none where there is no such directory.
    static List<Path> jars(Path lib) {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static @Nullable String version(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest != null) {
                for (String name : List.of("Implementation-Version", "Bundle-Version")) {
                    String version = manifest.getMainAttributes().getValue(new Attributes.Name(name));
                    if (version != null) {
                        return version;
                    }
                }
            }
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith("/pom.properties")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        Properties properties = new Properties();
                        properties.load(in);
                        return properties.getProperty("version");
                    }
                }
            }
        } catch (IOException e) {
            // No jar: no version.
        }
        return null;
    }
}
