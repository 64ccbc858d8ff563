package pudding.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pudding.bench.measure.Environment;
import pudding.bench.measure.Git;
import pudding.bench.measure.Gzip;
import pudding.bench.measure.TempDirectory;
import pudding.bench.measure.WholeFiles;
import pudding.bench.plan.Profile;
import pudding.bench.stat.Caveat;
import pudding.contract.UsageException;

/// Puts finished comparisons and ramps among the published ones, and keeps their list; for one thread.
public final class Publisher {

    /// A clone stays small.
    private static final long MOST_BYTES = 3_000_000;

    private static final Set<Profile> NEVER = EnumSet.of(Profile.SMOKE, Profile.SELFTEST);

    private final Path results;
    private final @Nullable Path page;

    /// @param results the directory of the published folders; the page above it, `README.md`, shows one
    public Publisher(Path results) {
        this.results = results.toAbsolutePath().normalize();
        Path above = this.results.getParent();
        Path readme = above == null ? null : above.resolve("README.md");
        this.page = readme != null && Files.exists(readme) ? readme : null;
    }

    /// What is to be published, and how.
    ///
    /// @param dir     folder of a comparison or a ramp
    /// @param label   of the machine; null for its processor's model
    /// @param remark  that is shown with it; may be empty
    /// @param allowed what may be wrong with it
    public record Request(Path dir, @Nullable String label, String remark, Set<Caveat.Kind> allowed) {
    }

    /// Refuses a comparison that is still to be made and could not be published.
    ///
    /// @param home    root of the project
    /// @param profile that it has
    /// @throws UsageException in one sentence
    public static void requireToCome(Path home, String profile) throws InterruptedException, UsageException {
        refuse(profile);
        if (!Boolean.FALSE.equals(Git.isDirty(home))) {
            throw new UsageException("Only what a commit holds is published, and the source differs from its commit, "
                    + "or there is no git.");
        }
    }

    /// Publishes a folder: whole, or not at all.
    ///
    /// @return what was done, a line each
    /// @throws UsageException      when it may not be published; in one sentence
    /// @throws DifferenceException when it does not verify
    public List<String> publish(Request request)
            throws IOException, InterruptedException, UsageException, DifferenceException {
        Path dir = request.dir();
        Folders.verify(dir);
        if (Removed.is(dir)) {
            throw new UsageException("The evidence of " + dir + " was removed; publish a folder that has its own.");
        }
        Publication says = Publication.of(dir, new Publication.Told(measured(dir), request.label(), request.remark()));
        refuse(says, request);
        Path target = results.resolve(says.folder());
        if (Files.exists(target)) {
            throw new UsageException(target + " is there already; remove it first, or give another --label.");
        }
        List<Published> others = Published.all(Files.createDirectories(results));
        requirePage(others);
        long bytes;
        try (TempDirectory beside = TempDirectory.createIn(results, ".publishing-")) {
            Path copy = beside.path().resolve(says.folder());
            bytes = copy(dir, copy, says);
            if (bytes > MOST_BYTES && !request.allowed().containsAll(EnumSet.allOf(Caveat.Kind.class))) {
                throw new UsageException(String.format(Locale.ROOT, "%s would take %.1f MB, and a published folder "
                        + "takes 3 MB at most; --anyway publishes it all the same.", says.folder(), bytes / 1e6));
            }
            Folders.verify(copy);
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "Published: %s, %.1f MB.", target, bytes / 1e6));
        lines.addAll(tidy());
        return lines;
    }

    /// Removes evidence that newer results make dispensable, or that another version wrote, where a commit holds it;
    /// and writes the list anew.
    ///
    /// @return what was done, a line each
    /// @throws UsageException when a folder or the page cannot be read; in one sentence
    public List<String> tidy() throws IOException, InterruptedException, UsageException {
        List<Published> all = Published.all(results);
        requirePage(all);
        List<String> lines = new ArrayList<>();
        for (Published published : all) {
            boolean superseded = all.stream().anyMatch(other -> other.says().supersedes(published.says()));
            if (published.removedIn() == null && (superseded || isOfAnotherVersion(published))) {
                String commit = Git.commitOf(results, published.folder());
                if (commit == null) {
                    lines.add(published.folder() + " keeps its evidence, because no commit holds it; commit it, and "
                            + "run pudding publish again.");
                } else {
                    Removed.trim(results.resolve(published.folder()), commit);
                    lines.add(String.format(Locale.ROOT, "%s gave up its evidence, which commit %.12s holds.",
                            published.folder(), commit));
                }
            }
        }
        writePages(Published.all(results));
        return lines;
    }

    private boolean isOfAnotherVersion(Published published) {
        try {
            Path dir = results.resolve(published.folder());
            Publication.of(dir, new Publication.Told(published.says().measured(), null, ""));
            return false;
        } catch (UsageException e) {
            return true;
        } catch (DifferenceException e) {
            // Someone changed it: that is for verify to say.
            return false;
        }
    }

    private static void refuse(String profile) throws UsageException {
        if (NEVER.stream().anyMatch(never -> never.label().equals(profile))) {
            throw new UsageException("A " + profile + " comparison says nothing that could be published.");
        }
    }

    private static void refuse(Publication says, Request request) throws UsageException {
        refuse(says.kind());
        for (Caveat caveat : says.caveats()) {
            if (!request.allowed().contains(caveat.kind())) {
                throw new UsageException("Not to be published without saying so: " + caveat.sentence() + "; "
                        + (caveat.kind() == Caveat.Kind.PARTIAL ? "--partial" : "--anyway")
                        + " publishes it, with that beside it.");
            }
        }
    }

    /// When it began; of evidence that does not say so, when its file was written.
    private static String measured(Path dir) throws IOException, UsageException, DifferenceException {
        if (Files.exists(dir.resolve(Publication.NAME))) {
            return Json.publication(dir).measured();
        }
        boolean ramp = RampFolder.is(dir);
        Environment environment = ramp ? Json.ramp(dir).environment() : Json.evidence(dir).environment();
        if (environment.clock().isPresent()) {
            return environment.clock().get().toString();
        }
        return Files.getLastModifiedTime(dir.resolve(ramp ? RampFolder.EVIDENCE : ResultFolder.EVIDENCE)).toInstant()
                .truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Copies what the checksums list, with logs compressed, and what the folder says of itself.
    ///
    /// @return bytes of all
    private static long copy(Path from, Path to, Publication says) throws IOException, DifferenceException {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (String name : Checksums.read(from).byName().keySet()) {
            byte[] content = Files.readAllBytes(from.resolve(name));
            boolean log = name.startsWith("logs/") && !name.endsWith(Gzip.SUFFIX);
            files.put(log ? name + Gzip.SUFFIX : name, log ? Gzip.compressed(content) : content);
        }
        files.put(Publication.NAME, Json.bytes(says));
        return Checksums.write(Files.createDirectories(to), files);
    }

    /// Finds out that a page cannot be written before anything else is.
    private void requirePage(List<Published> all) throws IOException, UsageException {
        pages(all);
    }

    private void writePages(List<Published> all) throws IOException, UsageException {
        for (Map.Entry<Path, String> written : pages(all).entrySet()) {
            WholeFiles.write(written.getKey(), written.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    private Map<Path, String> pages(List<Published> all) throws IOException, UsageException {
        Map<Path, String> pages = new LinkedHashMap<>();
        pages.put(results.resolve("README.md"), ResultsReadme.list(all));
        if (page != null) {
            String folder = Objects.requireNonNull(results.getFileName()) + "/";
            pages.put(page, ResultsReadme.onTop(Files.readString(page), all, folder));
        }
        return pages;
    }
}
