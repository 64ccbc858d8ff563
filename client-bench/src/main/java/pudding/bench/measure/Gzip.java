package pudding.bench.measure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Files that are compressed by gzip (RFC 1952), without a name and a time in them, so that the same content makes the
/// same file.
///
/// Has no state; may be used by any thread.
public final class Gzip {

    /// Ends the name of such a file.
    public static final String SUFFIX = ".gz";

    private Gzip() {
    }

    public static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            // There is nothing but memory beneath.
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// What was compressed.
    ///
    /// @throws IOException when these bytes are not compressed by gzip
    public static byte[] content(byte[] compressed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return in.readAllBytes();
        }
    }
}
