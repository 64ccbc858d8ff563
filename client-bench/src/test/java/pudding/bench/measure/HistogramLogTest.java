package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pudding.bench.plan.Stage;

final class HistogramLogTest {

    @TempDir private Path dir;

    @Test
    void whatIsWrittenGivesTheSameQuantilesWhenItIsRead() throws IOException {
        Histogram latency = new Histogram(60_000_000, 3);
        for (long micros = 1; micros <= 3_000; micros++) {
            latency.recordValue(micros * micros);
        }
        Path file = dir.resolve("histograms/a.hlog");
        HistogramLog.write(file, Map.of("latency", latency, "lag", new Histogram(60_000_000, 3)), 2.5);
        Map<String, Histogram> read = HistogramLog.read(file);
        assertThat(read).containsOnlyKeys("latency", "lag");
        assertThat(HistogramLog.quantiles(tagged(read, "latency"))).isEqualTo(HistogramLog.quantiles(latency));
        assertThat(HistogramLog.quantiles(latency).count()).isEqualTo(3_000);
        assertThat(tagged(read, "lag").getTotalCount()).isZero();
    }

    @Test
    void intervalsOfOneTagAreAddedUp() throws IOException {
        Histogram one = new Histogram(60_000_000, 3);
        one.recordValue(7);
        Path file = dir.resolve("a.hlog");
        HistogramLog.write(file, Map.of("lag", one), 1);
        String text = Files.readString(file);
        Files.writeString(file,
                text + text.lines().filter(line -> line.startsWith("Tag=")).findFirst().orElseThrow() + "\n");
        assertThat(tagged(HistogramLog.read(file), "lag").getTotalCount()).isEqualTo(2);
    }

    @Test
    void anotherFileIsNoLog() throws IOException {
        Path file = Files.writeString(dir.resolve("a.hlog"), "Tag=lag,0.000,1.000,7.000,HISTFAAA\n");
        assertThatThrownBy(() -> HistogramLog.read(file)).isInstanceOf(IOException.class)
                .hasMessage("a.hlog is no log of histograms.");
    }

    @Test
    void aLogIsNamedAfterItsRunAndStage() {
        assertThat(HistogramLog.name(RunRecord.name(7, "netty-jdk", 1), Stage.LOADED))
                .isEqualTo("histograms/007-netty-jdk-loaded.hlog");
        assertThat(RunRecord.name(7, "netty-jdk", 2)).isEqualTo("007-netty-jdk-2");
    }

    private static Histogram tagged(Map<String, Histogram> histograms, String tag) {
        return Objects.requireNonNull(histograms.get(tag));
    }
}
