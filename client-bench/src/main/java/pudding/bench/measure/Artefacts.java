package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pudding.bench.plan.Plan;
import pudding.bench.server.Contender;

/// Times and weighs what the contenders are made of, before any of them runs; used by one thread.
public final class Artefacts {

    /// Written by the launcher after each build: how long it took, in ms.
    private static final String LAUNCHER_BUILD = "target/build-millis";

    private Artefacts() {
    }

    /// Builds the contenders that their descriptors say how to build; the others are left out.
    ///
    /// @param progress told what is being done, and what cannot be built
    public static void build(Path home, Path javaHome, Collection<Contender> contenders, Consumer<String> progress)
            throws InterruptedException {
        for (Contender contender : contenders) {
            try {
                StrangerBuild.of(contender, home, javaHome).millis(0, progress);
            } catch (IOException e) {
                progress.accept(e.getMessage());
            }
        }
    }

    /// Builds a contender as its descriptor says, if it does, and looks for what it must ship.
    ///
    /// @param progress told what is being done
    /// @throws IOException in a sentence, when it cannot be built, or a file is not there
    public static void require(Path home, Path javaHome, Contender contender, Consumer<String> progress)
            throws IOException, InterruptedException {
        StrangerBuild build = StrangerBuild.of(contender, home, javaHome);
        build.millis(0, progress);
        build.shippedBytes();
    }

    /// Builds and weighs the contenders that their descriptors say how to build; the others are left out.
    ///
    /// @param progress told what is being done
    /// @param failed   told what could not be built
    public static Map<String, Evidence.Artefact> weighStrangers(Plan plan, Rig rig, Collection<Contender> contenders,
            Consumer<String> progress, Consumer<String> failed) throws InterruptedException {
        Map<String, Evidence.Artefact> artefacts = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            if (contender.build() != null) {
                artefacts.put(contender.name(), StrangerBuild.of(contender, rig.home(), rig.javaHome())
                        .weigh(plan.compileRuns(), progress, failed));
            }
        }
        return artefacts;
    }

    /// Weighs each contender that is built from a module of this project; the others are left out.
    ///
    /// @param progress told what is being done
    public static Map<String, Evidence.Artefact> weigh(Plan plan, Rig rig, Collection<Contender> contenders,
            Consumer<String> progress) throws IOException, InterruptedException {
        Map<String, List<Long>> compileMillis = new LinkedHashMap<>();
        Map<String, Long> imageBytes = new LinkedHashMap<>();
        Map<String, Evidence.Artefact> artefacts = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            Contender.Artefact artefact = contender.artefact();
            if (artefact == null) {
                continue;
            }
            String module = artefact.module();
            if (!compileMillis.containsKey(module)) {
                compileMillis.put(module, compile(plan, rig, module, progress));
            }
            Map<String, Long> shipped = SizeMeter.shippedBytes(rig.home(), artefact);
            // Contenders that ship the same files share one image.
            String files = module + shipped.keySet();
            if (plan.compileRuns() > 0 && !imageBytes.containsKey(files)) {
                progress.accept("linking a run-time image for " + contender.name());
                imageBytes.put(files, SizeMeter.image(rig.home(), rig.javaHome(), artefact).totalBytes());
            }
            artefacts.put(contender.name(), new Evidence.Artefact(module, compileMillis.get(module),
                    plan.compileRuns() == 0, shipped, imageBytes.get(files), lines(rig, artefact.handler()),
                    lines(rig, artefact.protocol())));
        }
        return artefacts;
    }

    private static List<Long> compile(Plan plan, Rig rig, String module, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (plan.compileRuns() > 0) {
            return BuildMeter.millis(rig.home(), rig.javaHome(), module, plan.compileRuns(), done -> progress.accept(
                    "compiling " + module + ", " + done + " of " + (plan.compileRuns() + 1)));
        }
        Path launcherBuild = rig.home().resolve(LAUNCHER_BUILD);
        return Files.exists(launcherBuild)
                ? List.of(Long.parseLong(Files.readString(launcherBuild).strip()))
                : List.of();
    }

    private static @Nullable Integer lines(Rig rig, List<String> files) throws IOException {
        return files.isEmpty() ? null : Integer.valueOf(SourceLines.count(rig.home(), files));
    }
}
