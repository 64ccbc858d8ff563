package pudding.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BracketTest {

    @Test
    void doublesUntilANumberIsRefusedAndHalvesFromThere() {
        assertThat(search(new Bracket(1_000, 100_000, 0.1), 10_300, false))
                .containsExactly(1_000, 2_000, 4_000, 8_000, 16_000, 12_000, 10_000, 11_000);
    }

    @Test
    void triesFirstWhatWasReachedAndThenTheNumberJustAboveIt() {
        assertThat(search(new Bracket(5_000, 100_000, 0.005), 17_000, true))
                .containsExactly(5_000, 10_000, 20_000, 17_000, 17_085);
    }

    @Test
    void endsAtTheLargestNumber() {
        assertThat(search(new Bracket(300, 1_000, 0.1), 5_000, false)).containsExactly(300, 600, 1_000);
    }

    @Test
    void halvesDownToOneWhereNothingIsHeld() {
        Bracket bracket = new Bracket(8, 100, 0.1);

        assertThat(search(bracket, 0, false)).containsExactly(8, 4, 2, 1);
        assertThat(bracket.held()).isZero();
    }

    @Test
    void whatWasReachedIsNoFigureUntilItWasHeld() {
        Bracket bracket = new Bracket(1_000, 100_000, 0.1);
        bracket.refused(1_000, 700);

        assertThat(bracket.held()).isZero();
        assertThat(bracket.next()).hasValue(700);

        bracket.refused(700, 690);
        assertThat(bracket.next()).hasValue(350);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 999, 1_000, 1_001, 4_096, 31_415, 99_999, 100_000})
    void findsEveryCeilingWithinItsResolution(int ceiling) {
        for (boolean tells : new boolean[] {false, true}) {
            Bracket bracket = new Bracket(1_000, 100_000, 0.02);

            List<Integer> tried = search(bracket, ceiling, tells);

            assertThat(bracket.held()).isLessThanOrEqualTo(ceiling)
                    .isGreaterThanOrEqualTo((int) (ceiling / 1.02) - 1);
            assertThat(tried).doesNotHaveDuplicates().hasSizeLessThan(25);
        }
    }

    @Test
    void aNumberThatIsNotHeldTheSecondTimeReopensTheBracketBelowIt() {
        Bracket bracket = new Bracket(1_000, 100_000, 0.1);
        search(bracket, 4_000, false);
        assertThat(bracket.held()).isEqualTo(4_000);

        bracket.refused(4_000, 0);

        assertThat(bracket.held()).isEqualTo(2_000);
        assertThat(bracket.next()).hasValue(3_000);
    }

    /// The numbers that are tried on a server with that ceiling.
    private static List<Integer> search(Bracket bracket, int ceiling, boolean tellsWhatItReached) {
        List<Integer> tried = new ArrayList<>();
        for (OptionalInt next = bracket.next(); next.isPresent(); next = bracket.next()) {
            int number = next.getAsInt();
            tried.add(number);
            if (number <= ceiling) {
                bracket.held(number);
            } else {
                bracket.refused(number, tellsWhatItReached ? ceiling : 0);
            }
        }
        return tried;
    }
}
