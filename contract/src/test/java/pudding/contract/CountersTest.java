package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class CountersTest {

    private final Counters counters = new Counters();

    @Test
    void statsHasExactlyTheDocumentedMembers() throws Exception {
        JsonNode stats = stats();
        assertThat(names(stats)).containsExactly("connections", "peakConnections", "queued", "handshakes", "refused",
                "received",
                "messages", "bytes", "readings", "digest", "rejected", "uptimeMillis");
        assertThat(names(stats.get("rejected"))).containsExactly("tls", "no_room", "per_address", "http_408",
                "http_400", "http_404",
                "http_405", "http_414", "http_426", "http_431", "http_503", "protocol", "binary", "utf8", "json",
                "idle", "unanswered_pings", "too_many_frames", "too_big", "send_timeout", "internal");
        assertThat(stats.get("digest").textValue()).isEqualTo("0000000000000000");
        assertThat(stats.get("uptimeMillis").longValue()).isNotNegative();
    }

    @Test
    void eachEventIsCountedUnderItsName() throws Exception {
        counters.handshake();
        counters.handshake();
        counters.received(10_240);
        counters.received(0);
        counters.deserialised(100, 0x8000_0000_0000_0001L);
        counters.deserialised(3, 0x8000_0000_0000_0002L);
        JsonNode stats = stats();
        assertThat(stats.get("handshakes").longValue()).isEqualTo(2);
        assertThat(stats.get("received").longValue()).isEqualTo(2);
        assertThat(stats.get("bytes").longValue()).isEqualTo(10_240);
        assertThat(stats.get("messages").longValue()).isEqualTo(2);
        assertThat(stats.get("readings").longValue()).isEqualTo(103);
        assertThat(stats.get("digest").textValue()).isEqualTo("0000000000000003");
    }

    @Test
    void eachRefusalIsCountedOnceUnderItsKeyAndOnlyAFullServerAsRefused() throws Exception {
        for (Refusal refusal : Refusal.values()) {
            counters.rejected(refusal);
        }
        JsonNode stats = stats();
        for (Refusal refusal : Refusal.values()) {
            assertThat(stats.get("rejected").get(refusal.key()).longValue()).as(refusal.key()).isOne();
            assertThat(counters.rejectedCount(refusal)).isOne();
        }
        assertThat(stats.get("refused").longValue()).isOne();
    }

    @Test
    void placesAreTakenUpToTheMostAndGivenBack() throws Exception {
        assertThat(counters.tryOpenConnection(2)).isTrue();
        assertThat(counters.tryOpenConnection(2)).isTrue();
        assertThat(counters.tryOpenConnection(2)).isFalse();
        assertThat(counters.connections()).isEqualTo(2);
        counters.connectionClosed();
        assertThat(counters.tryOpenConnection(2)).isTrue();
        counters.connectionClosed();
        counters.connectionClosed();
        assertThat(counters.connections()).isZero();
        assertThat(stats().get("peakConnections").longValue()).isEqualTo(2);
    }

    @Test
    void manyThreadsLoseNoCount() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 1; i <= 8_000; i++) {
                int digest = i;
                threads.execute(() -> {
                    if (counters.tryOpenConnection(4)) {
                        counters.connectionClosed();
                    }
                    counters.received(2);
                    counters.deserialised(3, digest);
                    counters.rejected(Refusal.PROTOCOL);
                });
            }
        }
        JsonNode stats = stats();
        assertThat(stats.get("received").longValue()).isEqualTo(8_000);
        assertThat(stats.get("bytes").longValue()).isEqualTo(16_000);
        assertThat(stats.get("readings").longValue()).isEqualTo(24_000);
        assertThat(stats.get("digest").textValue()).isEqualTo(Digest.hex(8_000L * 8_001 / 2));
        assertThat(stats.get("connections").longValue()).isZero();
        assertThat(stats.get("peakConnections").longValue()).isBetween(1L, 4L);
        assertThat(counters.rejectedCount(Refusal.PROTOCOL)).isEqualTo(8_000);
    }

    @Test
    void refusalKeysAreDistinctAndCodesThoseOfTheRfcs() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::key)).doesNotHaveDuplicates();
        for (Refusal refusal : Refusal.values()) {
            assertThat(refusal.isClose()).isEqualTo(refusal.code() >= 1000);
            if (refusal.key().startsWith("http_")) {
                assertThat(refusal.key()).isEqualTo("http_" + refusal.code());
            }
        }
    }

    private JsonNode stats() throws Exception {
        String json = counters.toJson();
        assertThat(json).endsWith("}\n");
        return new ObjectMapper().readTree(json);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
