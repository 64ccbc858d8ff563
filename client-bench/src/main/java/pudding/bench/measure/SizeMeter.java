package pudding.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pudding.bench.server.Contender;

/// Weighs what a contender must ship on this platform: its jar and libraries, and a run-time image that holds them.
///
/// Has no state; may be used by any thread.
public final class SizeMeter {

    private SizeMeter() {
    }

    /// A run-time image for one contender.
    ///
    /// @param modules      modules of the JDK in it
    /// @param runtimeBytes the JDK's part
    /// @param totalBytes   with the contender's jar and libraries
    public record Image(List<String> modules, long runtimeBytes, long totalBytes) {
    }

    /// The files to be shipped, the jar first, and the bytes of each.
    ///
    /// @throws IOException when the artefact is not built
    public static Map<String, Long> shippedBytes(Path home, Contender.Artefact artefact) throws IOException {
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Path file : shipped(home, artefact)) {
            bytes.put(file.getFileName().toString(), Files.size(file));
        }
        return bytes;
    }

    /// The files to be shipped, the jar first: all of `lib/` but what the contender does without, and what it
    /// adds.
    static List<Path> shipped(Path home, Contender.Artefact artefact) throws IOException {
        Path jar = artefact.jar(home);
        if (!Files.exists(jar)) {
            throw new IOException(artefact.module() + " is not built: there is no " + jar.getFileName() + ".");
        }
        List<PathMatcher> leftOut = artefact.leaveOut().stream()
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
        List<Path> files = new ArrayList<>(List.of(jar));
        for (Path library : Libraries.jars(jar.resolveSibling("lib"))) {
            if (leftOut.stream().noneMatch(glob -> glob.matches(library.getFileName()))) {
                files.add(library);
            }
        }
        for (String folder : artefact.add()) {
            files.addAll(Libraries.jars(jar.resolveSibling(folder)));
        }
        return files;
    }

    /// Links the modules that the contender's jars use into a run-time image, and weighs it.
    ///
    /// @throws IOException when jdeps or jlink fails
    public static Image image(Path home, Path javaHome, Contender.Artefact artefact)
            throws IOException, InterruptedException {
        try (TempDirectory directory = TempDirectory.create("pudding-image-")) {
            List<Path> files = shipped(home, artefact);
            List<String> modules = modules(directory, javaHome, files);
            Path image = link(directory, javaHome, modules);
            long runtimeBytes = bytes(image);
            long shippedBytes = 0;
            for (Path file : files) {
                shippedBytes += Files.size(file);
            }
            return new Image(modules, runtimeBytes, runtimeBytes + shippedBytes);
        }
    }

    /// Links an image into the directory and returns where it is.
    static Path link(TempDirectory directory, Path javaHome, List<String> modules)
            throws IOException, InterruptedException {
        Path image = directory.path().resolve("image");
        directory.run(new ProcessBuilder(javaHome.resolve("bin", "jlink").toString(), "--strip-debug",
                "--no-header-files", "--no-man-pages", "--add-modules", String.join(",", modules), "--output",
                image.toString()));
        return image;
    }

    /// The modules of the JDK that the files cannot do without: those that a module's descriptor requires, but not
    /// those that it can do without (`requires static`); where there is no descriptor, those that its classes name.
    static List<String> modules(TempDirectory directory, Path javaHome, List<Path> files)
            throws IOException, InterruptedException {
        Set<String> required = new TreeSet<>(Set.of("java.base"));
        List<String> plainJars = new ArrayList<>();
        for (Path file : files) {
            ModuleDescriptor descriptor = descriptor(file);
            if (descriptor == null || descriptor.isAutomatic()) {
                plainJars.add(file.toString());
            } else {
                descriptor.requires().stream()
                        .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                        .forEach(r -> required.add(r.name()));
            }
        }
        if (!plainJars.isEmpty()) {
            List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin", "jdeps").toString(),
                    "--multi-release", "base", "--ignore-missing-deps", "--print-module-deps"));
            command.addAll(plainJars);
            // The list is the last line; warnings may precede it.
            String list = directory.run(new ProcessBuilder(command)).strip().lines().toList().getLast();
            required.addAll(List.of(list.split(",", -1)));
        }
        return required.stream().filter(name -> name.startsWith("java.") || name.startsWith("jdk.")).toList();
    }

    private static @Nullable ModuleDescriptor descriptor(Path jar) {
        try {
            return ModuleFinder.of(jar).findAll().stream().findFirst().map(ModuleReference::descriptor).orElse(null);
        } catch (FindException e) {
            // A file name that makes no module name: no module.
            return null;
        }
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).mapToLong(file -> {
                try {
                    return Files.size(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).sum();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
