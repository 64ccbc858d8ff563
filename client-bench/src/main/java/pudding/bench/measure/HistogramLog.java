package pudding.bench.measure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import pudding.bench.plan.Stage;

/// A window's histograms beside the evidence, in HdrHistogram's own log format (version 1.3), in µs.
///
/// Has no state; may be used by any thread.
public final class HistogramLog {

    /// From due time to the acknowledgement's arrival.
    public static final String LATENCY = "latency";
    /// From the send to the acknowledgement's arrival.
    public static final String SERVICE = "service";
    /// From due time to the send.
    public static final String LAG = "lag";

    private HistogramLog() {
    }

    /// Where the log of one window lies in the comparison's folder.
    ///
    /// @param run name of the run, by [RunRecord#name]
    public static String name(String run, Stage stage) {
        return "histograms/" + run + "-" + stage.name().toLowerCase(Locale.ROOT) + ".hlog";
    }

    /// Writes histograms, whole or not at all.
    ///
    /// @param histograms by tag
    /// @param seconds    length of the window
    public static void write(Path file, Map<String, Histogram> histograms, double seconds) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputComment(
                    "[µs; tags: latency from due time, service from the send, lag from due time to the send]");
            log.outputLegend();
            histograms.forEach((tag, histogram) -> {
                Histogram tagged = histogram.copy();
                tagged.setTag(tag);
                log.outputIntervalHistogram(0, seconds, tagged, 1);
            });
        }
        WholeFiles.write(file, bytes.toByteArray());
    }

    /// Reads the histograms of a log; intervals of one tag are added up.
    ///
    /// @return by tag; an interval without a tag is left out
    /// @throws IOException when the file cannot be read, or is no such log
    public static Map<String, Histogram> read(Path file) throws IOException {
        Map<String, Histogram> histograms = new TreeMap<>();
        HistogramLogReader log = new HistogramLogReader(new ByteArrayInputStream(Files.readAllBytes(file)));
        try {
            while (log.hasNext()) {
                if (log.nextIntervalHistogram() instanceof Histogram interval && interval.getTag() != null) {
                    histograms.computeIfAbsent(interval.getTag(), tag -> empty(interval)).add(interval);
                }
            }
        } catch (RuntimeException e) {
            // The reader says so in many ways: what it throws depends on where the text is wrong.
            throw new IOException(file.getFileName() + " is no log of histograms.", e);
        }
        return histograms;
    }

    private static Histogram empty(Histogram like) {
        Histogram histogram = new Histogram(like.getNumberOfSignificantValueDigits());
        histogram.setAutoResize(true);
        return histogram;
    }

    /// The quantiles that the evidence keeps of a histogram.
    public static RunRecord.Latency quantiles(Histogram h) {
        return new RunRecord.Latency(h.getTotalCount(), h.getValueAtPercentile(50), h.getValueAtPercentile(90),
                h.getValueAtPercentile(99), h.getValueAtPercentile(99.9), h.getMaxValue());
    }
}
