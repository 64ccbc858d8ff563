package pudding.bench.measure.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorTest {

    private static final Floor.Figure JSON = new Floor.Figure(180.5, 179, 183, 41_234, true);
    private static final Floor.Figure JSON_TUNED = new Floor.Figure(120.5, 119, 123, 12_345, true);
    private static final Floor.Figure UTF8 = new Floor.Figure(0.9, 0.8, 1.1, 0, true);
    private static final Floor.Figure TLS = new Floor.Figure(4.25, 4, 5, 512, false);

    @Test
    void whatThePrinterPrintsTheReaderReads() throws Exception {
        Floor floor = new Floor(JSON, JSON_TUNED, UTF8, Map.of(Floor.JDK, TLS));

        assertThat(Floor.parse("WARNING: of the JVM\n" + floor.toJson() + "\n")).isEqualTo(floor);
    }

    @Test
    void outputWithoutFiguresIsAnErrorThatSaysWhatWasPrinted() {
        assertThatThrownBy(() -> Floor.parse("Keystore x holds no private key.\n")).isInstanceOf(IOException.class)
                .hasMessage("The floor's process printed no figures: Keystore x holds no private key.");
    }

    @Test
    void figuresOfAnotherFormAreAnError() {
        assertThatThrownBy(() -> Floor.parse("{\"json\":{\"micros\":1}}")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("The floor's figures cannot be read: ");
    }

    @Test
    void aFigureIsTheMedianOfItsRoundsAndTheirRange() {
        Floor.Figure figure = Floor.Figure.of(List.of(5.0, 1.0, 3.0), List.of(10.0, 40.0, 20.0), true);

        assertThat(figure).isEqualTo(new Floor.Figure(3, 1, 5, 20, true));
        assertThat(Floor.Figure.of(List.of(2.0, 1.0), List.of(1.0, 1.0), false).micros()).isEqualTo(1.5);
        assertThat(figure.plus(TLS)).isEqualTo(new Floor.Figure(7.25, 5, 10, 532, false));
    }
}
