package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Sends messages to `/ack` without a pause, at most 64 ahead of the receipts, until the server closes.
///
/// Its two threads share one [RawPeer]; the test thread asks for the outcome.
final class AckLoad implements Closeable {

    private static final int MAX_AHEAD = 64;

    private final RawPeer peer;
    private final Semaphore ahead = new Semaphore(MAX_AHEAD);
    private final AtomicLong receipts = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Integer> closeCode;
    private volatile boolean closing;
    private volatile @Nullable String wrong;

    /// Starts four, and waits until each has more receipts than that.
    static List<AckLoad> four(InetSocketAddress address, long receipts) throws Exception {
        List<AckLoad> loads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            loads.add(new AckLoad(RawPeer.open(address, "/ack")));
        }
        TestServer.awaitUntil(() -> assertThat(loads).allMatch(load -> load.receipts() > receipts));
        return loads;
    }

    private AckLoad(RawPeer peer) {
        this.peer = peer;
        threads.execute(this::send);
        closeCode = CompletableFuture.supplyAsync(this::receive, threads);
    }

    /// Receipts so far, each checked.
    long receipts() {
        return receipts.get();
    }

    /// Waits until the server has closed: a Close after whole receipts, then the end of the stream.
    ///
    /// @return the Close's code
    int awaitClose() throws InterruptedException, ExecutionException, TimeoutException {
        return closeCode.get(10, TimeUnit.SECONDS);
    }

    /// Waits until the connection is gone, however it ended.
    ///
    /// @return receipts, each of which was right
    long awaitEnd() throws InterruptedException, TimeoutException {
        try {
            closeCode.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Cut off, as may be.
        }
        assertThat(wrong).as("a receipt that was not the next").isNull();
        return receipts.get();
    }

    private void send() {
        try {
            for (long seq = 1; !closing; seq++) {
                ahead.acquire();
                peer.send(Frames.text(Batches.json(seq)));
            }
        } catch (IOException e) {
            // The server has gone; the receiving thread tells how.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int receive() {
        try {
            ReceivedFrame frame = peer.readFrame();
            while (frame.opcode() == Frames.TEXT) {
                String expected = Batches.receipt(receipts.get() + 1);
                if (!frame.text().equals(expected)) {
                    wrong = frame.text();
                }
                assertThat(frame.text()).isEqualTo(expected);
                receipts.incrementAndGet();
                ahead.release();
                frame = peer.readFrame();
            }
            closing = true;
            int code = frame.closeCode();
            peer.send(Frames.close(code));
            peer.expectEnd();
            return code;
        } catch (IOException e) {
            throw new AssertionError("after " + receipts + " receipts", e);
        }
    }

    @Override
    public void close() throws IOException {
        peer.close();
        threads.shutdownNow();
    }
}
