package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Flags;
import pudding.contract.suite.TestCertificates;

/// What the event loop must do besides the contract: order, bounds, and resumption.
///
/// The consumers here take `connection:number` for a message, and answer with the number.
@Timeout(60)
final class EventLoopTest {

    private static final Duration STALL = Duration.ofMillis(500);
    private static final Duration WAIT = Duration.ofSeconds(30);

    @Test
    void messagesOfAConnectionAreInOrderAndOneAtATime() throws Exception {
        Map<String, AtomicBoolean> busy = new ConcurrentHashMap<>();
        AtomicInteger overlaps = new AtomicInteger();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        BatchConsumer consumer = (bytes, offset, length) -> {
            String[] message = split(bytes, offset, length);
            AtomicBoolean mine = busy.computeIfAbsent(message[0], _ -> new AtomicBoolean());
            if (!mine.compareAndSet(false, true)) {
                overlaps.incrementAndGet();
            }
            threads.add(Thread.currentThread().getName());
            // Makes a later message overtake an earlier one wherever it can.
            LockSupport.parkNanos(Long.parseLong(message[1]) % 3 == 0 ? 300_000 : 1);
            mine.set(false);
            return new BatchConsumer.Receipt(Long.parseLong(message[1]), 0);
        };
        try (Server server = serve(4, consumer)) {
            List<FutureTask<Void>> clients = new ArrayList<>();
            for (int c = 0; c < 6; c++) {
                String name = "c" + c;
                clients.add(inBackground(() -> {
                    try (LoopPeer peer = LoopPeer.open(server.address(), "/ack")) {
                        FutureTask<Void> writer = inBackground(() -> {
                            for (int i = 0; i < 300; i++) {
                                peer.write(LoopPeer.text(name + ":" + i));
                            }
                            return null;
                        });
                        expectReceipts(peer, 0, 300);
                        writer.get();
                    }
                    return null;
                }));
            }
            for (FutureTask<Void> client : clients) {
                client.get();
            }
        }
        assertThat(overlaps).hasValue(0);
        assertThat(threads).hasSizeBetween(2, 4);
    }

    @Test
    void connectionsAreWorkedOnAtTheSameTime() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        BatchConsumer consumer = (bytes, offset, length) -> {
            meet(both);
            return receipt(bytes, offset, length);
        };
        try (Server server = serve(2, consumer);
                LoopPeer one = LoopPeer.open(server.address(), "/ack");
                LoopPeer other = LoopPeer.open(server.address(), "/ack")) {
            one.write(LoopPeer.text("one:1"));
            other.write(LoopPeer.text("other:2"));
            assertThat(one.readFrame()).isEqualTo(receipt(1));
            assertThat(other.readFrame()).isEqualTo(receipt(2));
        }
    }

    // All are in one TLS record: when the lane is full the rest is plaintext, and no byte will ever wake the socket.
    // No reply is sent, whose way out could wake the connection as well.
    @Test
    void aSuspendedConnectionResumesFromPlaintextAlreadyRead() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        BatchConsumer consumer = (bytes, offset, length) -> {
            awaitLatch(release);
            seen.add(split(bytes, offset, length)[1]);
            return receipt(bytes, offset, length);
        };
        int messages = Lane.MAX_QUEUED * 10;
        try (Server server = serve(2, consumer); LoopPeer peer = LoopPeer.open(server.address(), "/ingest")) {
            byte[] record = LoopPeer.concat(texts(0, messages));
            assertThat(record.length).isLessThan(16_384);
            peer.write(record);
            release.countDown();
            await().atMost(WAIT).until(() -> seen.size() == messages);
            assertThat(seen).containsExactlyElementsOf(
                    IntStream.range(0, messages).mapToObj(Integer::toString).toList());
        }
    }

    // The lane of the last to come is empty when it finds the hand-over full: only the others' workers can wake it.
    @Test
    void aConnectionThatFindsTheHandOverFullResumesWhenOthersMakeRoom() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger slow = new AtomicInteger();
        AtomicInteger quick = new AtomicInteger();
        BatchConsumer consumer = (bytes, offset, length) -> {
            if (split(bytes, offset, length)[0].equals("quick")) {
                quick.incrementAndGet();
            } else {
                slow.incrementAndGet();
                awaitLatch(release);
            }
            return receipt(bytes, offset, length);
        };
        int messages = Lane.MAX_QUEUED - 1;
        int connections = Options.DEFAULT_MAX_QUEUED_MESSAGES / messages + 1;
        List<LoopPeer> peers = new ArrayList<>();
        try (Server server = serve(connections + 1, consumer)) {
            for (int i = 0; i < connections; i++) {
                LoopPeer peer = LoopPeer.open(server.address(), "/ingest");
                peers.add(peer);
                peer.write(LoopPeer.concat(texts(0, messages)));
            }
            await().atMost(WAIT).until(() -> slow.get() == connections);
            LoopPeer last = LoopPeer.open(server.address(), "/ingest");
            peers.add(last);
            last.write(LoopPeer.concat(List.of(LoopPeer.text("quick:1"), LoopPeer.text("quick:2"))));
            await().atMost(WAIT).until(() -> quick.get() == 1);
            // The loop has turned since, and has seen the lane empty.
            peers.add(LoopPeer.open(server.address(), "/ingest"));
            assertThat(quick).hasValue(1);
            release.countDown();
            await().atMost(WAIT).until(() -> quick.get() == 2 && slow.get() == connections * messages);
            for (LoopPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void connectionsThatFindTheHandOverFullResumeOneAfterAnother() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        BatchConsumer consumer = (bytes, offset, length) -> {
            awaitLatch(release);
            return receipt(bytes, offset, length);
        };
        // Fewer messages than a lane takes, so that it is the hand-over that is full.
        int messages = Lane.MAX_QUEUED - 1;
        int connections = 2 * Options.DEFAULT_MAX_QUEUED_MESSAGES / messages;
        try (Server server = serve(2, consumer)) {
            List<LoopPeer> peers = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                peers.add(LoopPeer.open(server.address(), "/ack"));
            }
            for (LoopPeer peer : peers) {
                peer.write(LoopPeer.concat(texts(0, messages)));
            }
            release.countDown();
            for (LoopPeer peer : peers) {
                expectReceipts(peer, 0, messages);
                peer.close();
            }
        }
    }

    @Test
    void aPeerFasterThanTheWorkersIsHeldUpAndLosesNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        BatchConsumer consumer = (bytes, offset, length) -> {
            if (split(bytes, offset, length)[0].equals("fast")) {
                awaitLatch(release);
            }
            return receipt(bytes, offset, length);
        };
        int messages = 5_000;
        AtomicInteger written = new AtomicInteger();
        try (Server server = serve(2, consumer);
                LoopPeer fast = LoopPeer.open(server.address(), "/ack");
                LoopPeer other = LoopPeer.open(server.address(), "/ack")) {
            FutureTask<Void> writer = inBackground(() -> {
                for (int i = 0; i < messages; i++) {
                    fast.write(LoopPeer.text("fast:" + i + ":" + "x".repeat(10_000)));
                    written.incrementAndGet();
                }
                return null;
            });
            awaitStall(written);
            assertThat(written.get()).isBetween(1, messages - 1);
            other.write(LoopPeer.text("other:7"));
            assertThat(other.readFrame()).isEqualTo(receipt(7));
            release.countDown();
            expectReceipts(fast, 0, messages);
            writer.get();
        }
    }

    @Test
    void aPeerThatDoesNotReadIsNotReadEither() throws Exception {
        int messages = 600;
        String padding = "x".repeat(60_000);
        AtomicInteger written = new AtomicInteger();
        try (Server server = serve(2, EventLoopTest::receipt);
                LoopPeer peer = LoopPeer.open(server.address(), "/echo")) {
            FutureTask<Void> writer = inBackground(() -> {
                for (int i = 0; i < messages; i++) {
                    peer.write(LoopPeer.text(i + padding));
                    written.incrementAndGet();
                }
                return null;
            });
            awaitStall(written);
            assertThat(written.get()).isBetween(1, messages - 1);
            for (int i = 0; i < messages; i++) {
                assertThat(peer.readFrame()).isEqualTo("1 " + i + padding);
            }
            writer.get();
        }
    }

    @Test
    void aCloseWaitsForTheMessagesBeforeIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        BatchConsumer consumer = (bytes, offset, length) -> {
            entered.countDown();
            awaitLatch(release);
            return receipt(bytes, offset, length);
        };
        try (Server server = serve(4, consumer); LoopPeer peer = LoopPeer.open(server.address(), "/ack")) {
            List<byte[]> frames = new ArrayList<>(texts(0, 40));
            frames.add(LoopPeer.frame(8, new byte[] {0x03, (byte) 0xE8}));
            frames.add(LoopPeer.text("late:99"));
            peer.write(LoopPeer.concat(frames));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            expectReceipts(peer, 0, 40);
            assertThat(peer.readFrame()).isEqualTo("close 1000");
        }
    }

    @Test
    void aBreachIsAnsweredAfterTheMessagesBeforeIt() throws Exception {
        try (Server server = serve(4, EventLoopTest::receipt);
                LoopPeer peer = LoopPeer.open(server.address(), "/ack")) {
            List<byte[]> frames = new ArrayList<>(texts(0, 40));
            frames.add(new byte[] {(byte) 0x83, (byte) 0x80});
            peer.write(LoopPeer.concat(frames));
            expectReceipts(peer, 0, 40);
            assertThat(peer.readFrame()).isEqualTo("close 1002");
        }
    }

    @Test
    void whatWasDecryptedBeforeAStopIsAnswered() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        BatchConsumer consumer = (bytes, offset, length) -> {
            entered.countDown();
            awaitLatch(release);
            return receipt(bytes, offset, length);
        };
        int messages = Lane.MAX_QUEUED * 4;
        try (Server server = serve(2, consumer); LoopPeer peer = LoopPeer.open(server.address(), "/ack")) {
            peer.write(LoopPeer.concat(texts(0, messages)));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            Thread stop = Thread.ofVirtual().start(server::close);
            // The listener is closed in the same turn in which the connections are told.
            await().atMost(WAIT).until(() -> !accepts(server));
            release.countDown();
            expectReceipts(peer, 0, messages);
            assertThat(peer.readFrame()).isEqualTo("close 1001");
            stop.join();
        }
    }

    // Two connections fill what there is, and each of the others finds that out with its first message.
    @Test
    void noMoreMessagesWaitThanAllowedAndStatsTellHowMany() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        Counters counters = new Counters();
        try (Server server = serve(counters, slow(release, seen), "--max-queued-messages", "20")) {
            List<LoopPeer> peers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                LoopPeer peer = LoopPeer.open(server.address(), "/ingest");
                peers.add(peer);
                peer.write(LoopPeer.concat(texts(0, 10)));
            }
            await().atMost(WAIT).untilAsserted(() -> assertThat(counters.toJson()).contains("\"queued\":23,"));
            release.countDown();
            await().atMost(WAIT).until(() -> seen.get() == 50);
            await().atMost(WAIT).untilAsserted(() -> assertThat(counters.toJson()).contains("\"queued\":0,"));
            for (LoopPeer peer : peers) {
                peer.close();
            }
        }
    }

    // Else those that wait would be bounded in number and not in bytes. The first fills what there is, and each of the
    // others finds that out with its first.
    @Test
    void aLargeMessageCountsForAsManyAsItFills() throws Exception {
        int length = 40 * Lane.Item.UNIT_BYTES;
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        Counters counters = new Counters();
        try (Server server = serve(counters, slow(release, seen), "--max-queued-messages", "41",
                "--max-message-bytes", Integer.toString(length))) {
            byte[] message = LoopPeer.text("x".repeat(length));
            List<LoopPeer> peers = new ArrayList<>();
            List<FutureTask<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                LoopPeer peer = LoopPeer.open(server.address(), "/ingest");
                peers.add(peer);
                writers.add(inBackground(() -> {
                    peer.write(message);
                    peer.write(message);
                    return null;
                }));
            }
            await().atMost(WAIT).untilAsserted(() -> assertThat(counters.toJson()).contains("\"queued\":123,"));
            awaitStall(seen);
            assertThat(seen).hasValue(3);
            release.countDown();
            for (FutureTask<Void> writer : writers) {
                writer.get();
            }
            await().atMost(WAIT).until(() -> seen.get() == 6);
            for (LoopPeer peer : peers) {
                peer.close();
            }
        }
    }

    private static BatchConsumer slow(CountDownLatch release, AtomicInteger seen) {
        return (bytes, offset, length) -> {
            seen.incrementAndGet();
            awaitLatch(release);
            return new BatchConsumer.Receipt(length, 0);
        };
    }

    private static Server serve(int workers, BatchConsumer consumer) throws Exception {
        return serve(new Counters(), consumer, "--workers", Integer.toString(workers), "--echo");
    }

    private static Server serve(Counters counters, BatchConsumer consumer, String... more) throws Exception {
        List<String> flags = new ArrayList<>(List.of("--model", "eventloop", "--port", "0",
                "--keystore", TestCertificates.keystore().toString(),
                "--password-file", TestCertificates.passwordFile().toString()));
        flags.addAll(List.of(more));
        return Server.start(Options.from(Flags.parse(flags.toArray(String[]::new), Options.flags())), consumer,
                counters);
    }

    private static boolean accepts(Server server) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server.address());
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static List<byte[]> texts(int from, int to) {
        List<byte[]> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            texts.add(LoopPeer.text("c:" + i));
        }
        return texts;
    }

    private static void expectReceipts(LoopPeer peer, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            assertThat(peer.readFrame()).isEqualTo(receipt(i));
        }
    }

    private static String receipt(long seq) {
        return "1 " + new BatchConsumer.Receipt(seq, 0).toJson();
    }

    private static BatchConsumer.Receipt receipt(byte[] bytes, int offset, int length) {
        return new BatchConsumer.Receipt(Long.parseLong(split(bytes, offset, length)[1]), 0);
    }

    private static String[] split(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, StandardCharsets.US_ASCII).split(":", -1);
    }

    /// Waits until the count has begun and then not changed for a while.
    private static void awaitStall(AtomicInteger count) {
        await().atMost(WAIT).until(() -> count.get() > 0);
        AtomicInteger last = new AtomicInteger();
        await().atMost(WAIT).pollInterval(STALL).until(
                () -> last.getAndSet(count.get()) == count.get());
    }

    private static FutureTask<Void> inBackground(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
