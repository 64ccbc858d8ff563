package pudding.bench.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AttemptsTest {

    @Test
    void voidsAreLopsidedFromMoreThanAQuarterAndTwoRuns() {
        Attempts baseline = new Attempts(20, 0);
        assertThat(new Attempts(10, 3).lopsidedTo(baseline)).isTrue();
        assertThat(new Attempts(8, 2).lopsidedTo(baseline)).as("a quarter").isFalse();
        assertThat(new Attempts(4, 1).lopsidedTo(new Attempts(8, 0))).as("one run").isFalse();
        assertThat(new Attempts(4, 2).lopsidedTo(new Attempts(8, 0))).isTrue();
    }

    @Test
    void aBaselineWithMoreVoidsIsLopsidedToo() {
        assertThat(new Attempts(10, 0).lopsidedTo(new Attempts(20, 6))).isTrue();
    }

    @Test
    void theBaselinesTwofoldRunsAreNoLopsidedness() {
        assertThat(new Attempts(10, 3).lopsidedTo(new Attempts(20, 6))).isFalse();
        assertThat(new Attempts(10, 5).lopsidedTo(new Attempts(20, 4))).as("counts alike, shares not").isTrue();
    }

    @Test
    void noAttemptSaysNothing() {
        assertThat(new Attempts(0, 0).lopsidedTo(new Attempts(8, 8))).isFalse();
    }
}
