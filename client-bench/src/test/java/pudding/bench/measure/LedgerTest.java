package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import pudding.bench.measure.RunRecord.Ledger;

final class LedgerTest {

    private static final String DIGEST = "00000000000000ff";

    @Test
    void booksThatAgreeBalance() {
        Ledger ledger = new Ledger(10, 10, 4, 6, DIGEST, DIGEST, 1, 0, Map.of());
        assertThat(ledger.balances()).isTrue();
        assertThat(ledger.unaccounted()).isZero();
    }

    @Test
    void aLostMessageIsSeen() {
        Ledger ledger = new Ledger(10, 9, 0, 9, DIGEST, DIGEST, 1, 0, Map.of());
        assertThat(ledger.balances()).isFalse();
        assertThat(ledger.unaccounted()).isEqualTo(1);
    }

    @Test
    void aMessageThatWasNotDeserialisedIsSeen() {
        assertThat(new Ledger(10, 10, 0, 8, DIGEST, DIGEST, 1, 0, Map.of()).unaccounted()).isEqualTo(2);
    }

    @Test
    void anotherDigestIsSeenThoughAllCountsAgree() {
        Ledger ledger = new Ledger(10, 10, 0, 10, DIGEST, "00000000000000fe", 1, 0, Map.of());
        assertThat(ledger.balances()).isFalse();
        assertThat(ledger.unaccounted()).isEqualTo(1);
    }

    @Test
    void aWrongAcknowledgementIsSeen() {
        assertThat(new Ledger(10, 10, 0, 10, DIGEST, DIGEST, 1, 1, Map.of()).unaccounted()).isEqualTo(1);
    }

    @Test
    void aRejectionIsSeenThoughAllMessagesArrived() {
        assertThat(new Ledger(10, 10, 0, 10, DIGEST, DIGEST, 1, 0, Map.of("tls", 1L)).balances()).isFalse();
    }
}
