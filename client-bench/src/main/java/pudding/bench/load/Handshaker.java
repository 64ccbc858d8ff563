package pudding.bench.load;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Makes handshakes in a closed loop: a fixed number of places, in each of which one connection follows another
/// on the same event loop; used once, by one thread, and told by the event loops how each one went.
final class Handshaker {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Peer peer;
    private final Handshakes what;
    private final Resumptions resumptions;
    private final Duration timeout;
    private final byte[] request;
    private final List<Place> places = new ArrayList<>();
    private final CountDownLatch busyPlaces;

    private final Histogram handshakeMicros = Tally.newHistogram();
    private final Map<Failure, Integer> failures = new HashMap<>();
    private final Set<String> negotiated = new TreeSet<>();
    private long startNanos;
    private int asked;
    private int completed;
    private int resumed;
    private volatile boolean stopped;

    /// @param timeout of each connection, from its start to its end
    Handshaker(Peer peer, Handshakes what, Resumptions resumptions, List<EventLoop> loops, Duration timeout) {
        this.peer = peer;
        this.what = what;
        this.resumptions = resumptions;
        this.timeout = timeout;
        this.request = Handshake.request(peer.target());
        for (int i = 0; i < Math.min(what.maxInFlight(), what.count()); i++) {
            places.add(new Place(i, loops.get(i % loops.size())));
        }
        busyPlaces = new CountDownLatch(places.size());
    }

    /// Returns when every connection has ended.
    ///
    /// @throws InterruptedException when the calling thread is; connections under way are cut
    HandshakeResult run() throws InterruptedException {
        startNanos = System.nanoTime();
        for (Place place : places) {
            place.loop.execute(place::next);
        }
        try {
            for (int before = -1; !await(); before = asked()) {
                if (before == asked()) {
                    throw new IllegalStateException("The generator's event loops do not answer.");
                }
            }
        } finally {
            stopped = true;
            places.forEach(place -> place.loop.execute(place::cut));
        }
        return result((System.nanoTime() - startNanos) / 1e9);
    }

    /// Each connection has a timeout: longer than that without a new one, and there is no life in the loops.
    private boolean await() throws InterruptedException {
        return busyPlaces.await(timeout.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @return which number the next connection has, or −1 when none is to follow
    private synchronized int take() {
        if (stopped || asked == what.count() || System.nanoTime() - startNanos >= what.duration().toNanos()) {
            return -1;
        }
        return asked++;
    }

    private synchronized int asked() {
        return asked;
    }

    private synchronized void count(long nanos, String session, boolean wasResumed) {
        completed++;
        resumed += wasResumed ? 1 : 0;
        negotiated.add(session);
        Tally.record(handshakeMicros, nanos);
    }

    private synchronized void count(Failure failure) {
        failures.merge(failure, 1, Integer::sum);
    }

    private synchronized HandshakeResult result(double seconds) {
        return new HandshakeResult(asked, completed, resumed, Map.copyOf(failures), seconds, handshakeMicros,
                Set.copyOf(negotiated));
    }

    /// One connection after another; belongs to its event loop.
    private final class Place implements Handshake.Ending {
        private final int number;
        private final EventLoop loop;
        private int index;
        private @Nullable Handshake current;

        Place(int number, EventLoop loop) {
            this.number = number;
            this.loop = loop;
        }

        void next() {
            int taken = take();
            if (taken < 0) {
                current = null;
                busyPlaces.countDown();
                return;
            }
            // Sessions are kept under the index: who has one of its own finds none and makes a full handshake. In
            // all else the two kinds are the same.
            index = what.resumed() ? number : taken;
            resumptions.take(Transport.port(index));
            current = new Handshake(loop, request, this);
            current.start(peer, index, timeout);
        }

        void cut() {
            if (current != null) {
                current.fail(new Failure.Ended());
            }
        }

        @Override
        public void completed(long nanos, String session) {
            count(nanos, session, resumptions.take(Transport.port(index)));
        }

        @Override
        public void failed(Failure failure) {
            count(failure);
        }

        @Override
        public void gone() {
            next();
        }
    }
}
