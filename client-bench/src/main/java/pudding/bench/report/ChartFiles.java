package pudding.bench.report;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Charts as files of their own, each for a light page and a dark one.
final class ChartFiles {

    private ChartFiles() {
    }

    /// The files by name: `STEM-light.svg` and `STEM-dark.svg` of each chart.
    static SequencedMap<String, byte[]> of(List<Chart> charts) {
        SequencedMap<String, byte[]> files = new LinkedHashMap<>();
        for (Chart chart : charts) {
            for (Theme theme : Theme.values()) {
                files.put(name(chart.stem(), theme), chart.svg(theme).getBytes(StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /// The name of one file.
    static String name(String stem, Theme theme) {
        return stem + "-" + theme.word() + ".svg";
    }

    /// Markdown that shows the file that suits the reader's page.
    ///
    /// @param alt in place of the picture, without quotation marks
    static String markdown(Chart chart, String alt) {
        return markdown("", chart.stem(), alt, true);
    }

    /// The same from another folder.
    ///
    /// @param folder where the files lie, seen from the page; ends with `/` unless it is empty
    /// @param dark   whether there is one for dark pages
    static String markdown(String folder, String stem, String alt, boolean dark) {
        String image = "<img alt=\"" + alt + "\" src=\"" + folder + name(stem, Theme.LIGHT) + "\">";
        return (dark
                ? "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"" + folder + name(stem, Theme.DARK)
                        + "\">" + image + "</picture>"
                : image) + "\n\n";
    }
}
