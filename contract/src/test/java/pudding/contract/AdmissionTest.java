package pudding.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    @Test
    void anAddressHasAsManyConnectionsAsAllowedWhateverItsPorts() throws Exception {
        Admission admission = perAddress(2);
        admission.enter(peer("192.0.2.1", 1));
        admission.enter(peer("192.0.2.1", 2));
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> admission.enter(peer("192.0.2.1", 3)))
                .withMessage("Its address has 2 connections.")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.PER_ADDRESS));
        admission.enter(peer("192.0.2.2", 3));
        admission.leave(peer("192.0.2.1", 1));
        admission.enter(peer("192.0.2.1", 4));
    }

    // RFC 4291 §2.5.4: one site has all addresses of a /64.
    @Test
    void anIpv6SiteIsOneAddress() throws Exception {
        Admission admission = perAddress(1);
        admission.enter(peer("2001:db8:1:2::1", 1));
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> admission.enter(peer("2001:db8:1:2:ffff::", 1)));
        admission.enter(peer("2001:db8:1:3::1", 1));
    }

    @Test
    void zeroIsAnyNumber() throws Exception {
        Admission admission = perAddress(0);
        for (int port = 1; port < 1_000; port++) {
            admission.enter(peer("192.0.2.1", port));
        }
    }

    @Test
    void inAllThereAreSomeMoreThanWebSockets() throws Exception {
        Admission admission = new Admission(TestLimits.of("--max-connections", "1"));
        for (int i = 0; i <= Limits.SPARE_CONNECTIONS; i++) {
            admission.enter(peer("192.0.2.1", 1));
        }
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> admission.enter(peer("192.0.2.2", 1)))
                .withMessage("All 1025 connections are taken.")
                .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.NO_ROOM));
        admission.leave(peer("192.0.2.1", 1));
        admission.enter(peer("192.0.2.2", 1));
    }

    @Test
    void manyThreadsTakeNoMoreThanThereIsAndGiveAllBack() throws Exception {
        Admission admission = perAddress(3);
        AtomicInteger in = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 20_000; i++) {
                threads.execute(() -> {
                    try {
                        admission.enter(peer("192.0.2.1", 1));
                    } catch (Rejection e) {
                        return;
                    }
                    most.accumulateAndGet(in.incrementAndGet(), Math::max);
                    in.decrementAndGet();
                    admission.leave(peer("192.0.2.1", 1));
                });
            }
        }
        assertThat(most).hasValueBetween(1, 3);
        for (int i = 0; i < 3; i++) {
            admission.enter(peer("192.0.2.1", 1));
        }
    }

    private static Admission perAddress(int max) {
        return new Admission(TestLimits.of("--max-connections-per-address", Integer.toString(max)));
    }

    private static SocketAddress peer(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
