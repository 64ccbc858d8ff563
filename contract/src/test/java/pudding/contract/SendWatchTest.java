package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

final class SendWatchTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final SendWatch watch = new SendWatch(TestLimits.of("--send-timeout", "3"));

    @Test
    void nothingTakenForTheTimeoutIsRefusedOnce() throws Exception {
        look(true, 5, 10);
        look(true, 5, 12);
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> look(true, 5, 13))
                .withMessage("Nothing of what was sent was taken for 3 seconds.")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_READING));
        look(true, 5, 99);
    }

    @Test
    void anyProgressStartsTheTimeAnew() throws Exception {
        for (int i = 0; i < 10; i++) {
            look(true, i, 2L * i);
        }
    }

    @Test
    void timeInWhichNothingWaitedDoesNotCount() throws Exception {
        look(true, 5, 0);
        look(false, 5, 2);
        look(true, 5, 100);
        look(true, 5, 102);
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> look(true, 5, 103));
    }

    private void look(boolean unsent, long sent, long second) throws Rejection {
        watch.look(unsent, sent, Long.MAX_VALUE - SECOND_NANOS + second * SECOND_NANOS);
    }
}
