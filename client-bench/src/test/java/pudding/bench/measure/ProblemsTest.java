package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void anExceptionIsToldByItsMessageOrElseByItsName() {
        assertThat(Problems.of(new IOException("It fails."))).containsExactly("It fails.");
        assertThat(Problems.of(new IllegalStateException())).containsExactly("java.lang.IllegalStateException");
    }
}
