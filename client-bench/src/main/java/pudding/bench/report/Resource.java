package pudding.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Texts that are part of the program: scripts, styles, and the frame of a page.
final class Resource {

    private Resource() {
    }

    /// The text of that path, which is there, for it was packaged with this class.
    static String text(String path) {
        try (InputStream in = Objects.requireNonNull(Resource.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
