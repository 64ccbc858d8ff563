package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CloseCodesTest {

    // RFC 6455 §7.4.2, and the registry's 1012 to 1014.
    @Test
    void registeredAndPrivateCodesAloneMayBeSent() {
        int[] expected = IntStream.concat(
                IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014),
                IntStream.rangeClosed(3_000, 4_999)).toArray();
        assertThat(IntStream.rangeClosed(0, 65_535).filter(CloseCodes::maySend).toArray()).isEqualTo(expected);
    }
}
