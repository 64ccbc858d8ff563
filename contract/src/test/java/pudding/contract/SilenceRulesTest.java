package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SilenceRulesTest {

    @Test
    void withoutPingsTheIdleTimeoutEndsTheSilence() {
        SilenceRules rules = rules("--idle-timeout", "7");
        assertThat(rules.dueNanos(0)).isEqualTo(seconds(7));
        assertRefused(rules, 0, Refusal.IDLE, "Nothing was received for 7 seconds.");
    }

    @Test
    void pingsComeAtTheirIntervalAndThenTheEnd() throws Exception {
        SilenceRules rules = rules("--idle-timeout", "0", "--ping-interval", "10", "--max-unanswered-pings", "2");
        for (int pings = 0; pings < 2; pings++) {
            assertThat(rules.dueNanos(pings)).isEqualTo(seconds(10L * (pings + 1)));
            rules.check(pings);
        }
        assertThat(rules.dueNanos(2)).isEqualTo(seconds(30));
        assertRefused(rules, 2, Refusal.PINGS_UNANSWERED, "2 pings were not answered.");
    }

    @Test
    void theIdleTimeoutGoesBeforeAPingAtTheSameTime() throws Exception {
        SilenceRules rules = rules("--idle-timeout", "20", "--ping-interval", "10", "--max-unanswered-pings", "9");
        rules.check(0);
        assertThat(rules.dueNanos(1)).isEqualTo(seconds(20));
        assertRefused(rules, 1, Refusal.IDLE, "Nothing was received for 20 seconds.");
    }

    @Test
    void withoutEitherNothingIsEverDue() {
        assertThat(rules("--idle-timeout", "0").dueNanos(0)).isEqualTo(SilenceRules.NEVER_NANOS);
    }

    private static void assertRefused(SilenceRules rules, int pings, Refusal refusal, String sentence) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> rules.check(pings)).withMessage(sentence)
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    private static SilenceRules rules(String... flags) {
        return new SilenceRules(TestLimits.of(flags));
    }

    private static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
