package pudding.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The report as a reader's browser shows it.
final class ReportPageBrowserIT {

    @TempDir private static Path dir;
    private static Path comparison;
    private static Path ramp;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Path executable = Browser.installed().orElse(null);
        assumeTrue(executable != null, "Skipped: no chromium, chromium-browser or google-chrome is on the PATH.");
        comparison = Files.writeString(dir.resolve("comparison.html"), PageSamples.realComparison());
        ramp = Files.writeString(dir.resolve("ramp.html"), PageSamples.ramp());
        browser = new Browser(executable, dir);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.end();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1280, light", "1280, dark"})
    void everyChartIsDrawnWithoutAnErrorOrARequest(int width, String colour) throws Exception {
        for (Path file : List.of(comparison, ramp)) {
            Browser.Tab tab = show(file, width, "screen", colour);
            assertDrawn(tab);
            assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                    .isEqualTo(colour.equals("light") ? "rgb(255, 255, 255)" : "rgb(13, 17, 23)");
            assertNothingAmiss(tab, file);
        }
    }

    @Test
    void onPaperThePageIsLightAndHidesNothing() throws Exception {
        Browser.Tab tab = show(comparison, 720, "screen", "dark");
        tab.look(720, "print", "dark");
        tab.until("document.querySelectorAll('details:not([open])').length === 0");
        assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(255, 255, 255)");
        assertDrawn(tab);
        tab.look(720, "screen", "dark");
        tab.until("document.querySelectorAll('details:not([open])').length > 0");
        assertNothingAmiss(tab, comparison);
    }

    @Test
    void theToggleTurnsThePageAndItsChartsDark() throws Exception {
        Browser.Tab tab = show(comparison, 1280, "screen", "light");
        String before = tab.evaluate("document.querySelector('.plot').innerHTML").asText();
        tab.evaluate("document.querySelector('.theme').click()");
        assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor").asText())
                .isEqualTo("rgb(13, 17, 23)");
        assertThat(tab.evaluate("document.querySelector('.plot').innerHTML").asText()).isNotEqualTo(before);
        assertDrawn(tab);
    }

    @Test
    void aClickOnAHeadSortsRowsAndASecondTurnsThemRound() throws Exception {
        Browser.Tab tab = show(comparison, 1280, "screen", "light");
        assertThat(sortedBy(tab, "took, s", "ascending")).isSorted();
        assertThat(sortedBy(tab, "took, s", "descending").reversed()).isSorted();
    }

    @Test
    void aClickOnAFigureSortsContendersByIt() throws Exception {
        Browser.Tab tab = show(comparison, 1280, "screen", "light");
        tab.evaluate("row = [...document.querySelectorAll('#table th[scope=row]')]"
                + ".find(th => th.textContent.startsWith('OS threads')).parentNode; row.querySelector('button').click()");
        assertThat(doubles(tab.evaluate("[...row.querySelectorAll('td.num:not(.none)')].map(td => parseFloat("
                + "td.textContent))"))).hasSizeGreaterThan(1).isSorted();
        assertThat(tab.evaluate("[...document.querySelectorAll('#table thead th')].map(th => th.textContent).sort()"
                + ".join()").asText()).isEqualTo(tab.evaluate("[...document.querySelectorAll('#article thead "
                        + "tr:last-child th')].slice(2).map(th => th.textContent).sort().join()").asText());
    }

    @Test
    void aChartThatCannotBeDrawnShowsItsTable() throws Exception {
        Browser.Tab tab = show(comparison, 1280, "screen", "light");
        tab.evaluate("figure = document.querySelector('figure'); figure.querySelector('details').open = false; "
                + "globalThis[JSON.parse(figure.querySelector('script').textContent).script] = () => null; "
                + "document.querySelector('.theme').click()");
        assertThat(tab.evaluate("figure.dataset.state").asText()).isEqualTo("undrawn");
        assertThat(tab.evaluate("figure.querySelector('details').open").asBoolean()).isTrue();
        assertThat(tab.evaluate("getComputedStyle(figure.querySelector('.undrawn')).display").asText())
                .isEqualTo("block");
    }

    private static Browser.Tab show(Path file, int width, String media, String colour) throws Exception {
        Browser.Tab tab = browser.open();
        tab.look(width, media, colour);
        tab.load(file);
        return tab;
    }

    private static void assertDrawn(Browser.Tab tab) throws Exception {
        JsonNode charts = tab.evaluate("Object.fromEntries([...document.querySelectorAll('figure.chart')].map(f => "
                + "[f.id, f.dataset.state === 'drawn' ? f.querySelectorAll('.plot svg path').length : 0]))");
        assertThat(charts).isNotEmpty();
        assertThat(charts.properties()).allSatisfy(chart -> assertThat(chart.getValue().asInt())
                .as(chart.getKey()).isGreaterThan(4));
    }

    private static void assertNothingAmiss(Browser.Tab tab, Path file) throws Exception {
        assertThat(tab.events("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")).isEmpty();
        assertThat(tab.events("Network.requestWillBeSent")).isNotEmpty()
                .extracting(event -> event.path("params").path("request").path("url").asText())
                .allMatch(url -> url.equals(file.toUri().toString()) || url.startsWith("data:"));
        assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean())
                .as("the page is no wider than its window").isTrue();
        assertThat(tab.evaluate("document.images.length").asInt()).isZero();
    }

    private static List<Double> sortedBy(Browser.Tab tab, String head, String direction) throws Exception {
        tab.evaluate("head = [...document.querySelectorAll('.runs thead th')].find(th => th.textContent === '" + head
                + "'); head.querySelector('button').click()");
        assertThat(tab.evaluate("head.getAttribute('aria-sort')").asText()).isEqualTo(direction);
        return doubles(tab.evaluate("[...document.querySelectorAll('.runs tbody tr')].map(tr => parseFloat("
                + "tr.cells[head.cellIndex].textContent))"));
    }

    private static List<Double> doubles(JsonNode list) {
        return new JsonMapper().convertValue(list,
                new TypeReference<List<Double>>() {
                });
    }
}
