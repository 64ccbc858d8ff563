package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServerLogTest {

    private static final Pattern LEFT_OUT = Pattern.compile(" \\((\\d+) lines left out before\\)");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream before = System.err;
    private final ServerLog log = new ServerLog();

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void aRefusalIsOneLineWithThePeerTheKeyAndTheSentence() throws Exception {
        log.rejected(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 4711),
                new Rejection(Refusal.NOT_BATCH, "The message is not JSON."));
        assertThat(lines()).containsExactly("/127.0.0.1:4711 json: The message is not JSON.");
    }

    @Test
    void aFailureNamesItsCause() {
        log.failed("Cannot accept", new IllegalStateException("no descriptor"));
        assertThat(lines()).containsExactly("Cannot accept: java.lang.IllegalStateException: no descriptor");
    }

    @Test
    void thatAcceptingFailsIsSaidOnceForAsLongAsItDoes() {
        for (int i = 0; i < 5; i++) {
            log.acceptFailed(new IllegalStateException("no descriptor " + i));
        }
        assertThat(lines()).containsExactly(
                "Accepting fails, and is tried again: java.lang.IllegalStateException: no descriptor 0");
    }

    @Test
    void whatQuotesAPeerStaysOneLineOfPrintableText() {
        log.line("TLS failed: x\n/192.0.2.1:1 forged\r\u001b[2J\u0085\u2028\u202e\u0000.");
        assertThat(lines()).containsExactly("TLS failed: x?/192.0.2.1:1 forged??[2J????.");
    }

    @Test
    void whatQuotesAPeerStaysAShortLine() {
        log.line("x".repeat(60_000));
        assertThat(lines()).containsExactly("x".repeat(500) + "...");
    }

    @Test
    void whatIsTooMuchIsLeftOutAndCounted() {
        for (int i = 0; i < 10_000; i++) {
            log.line("line");
        }
        AtomicInteger more = new AtomicInteger();
        await().untilAsserted(() -> {
            more.incrementAndGet();
            log.line("more");
            assertThat(lines().getLast()).matches("more" + LEFT_OUT);
        });
        int leftOut = LEFT_OUT.matcher(err.toString(StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .mapToInt(text -> Integer.parseInt(text.replaceAll("\\D", "")))
                .sum();
        assertThat(lines().size() + leftOut).isEqualTo(10_000 + more.get());
        assertThat(leftOut).isPositive();
    }

    private List<String> lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
