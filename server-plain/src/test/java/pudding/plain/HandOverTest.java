package pudding.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.BatchConsumer;
import pudding.contract.Counters;
import pudding.contract.Endpoint;
import pudding.contract.Flags;
import pudding.contract.Rejection;
import pudding.contract.suite.TestCertificates;

/// The hand-over between the event loop and its workers, under stress.
///
/// Why there is no data race, edge by edge (JLS §17.4.5):
///
/// 1. *An event, from the loop to its worker.* The loop writes it, then adds it in [Lane#add] under the lane's monitor;
///    the worker takes it under the same monitor. The bytes are the event's own ([Event#apartFrom]): the loop writes no
///    more to them.
/// 2. *The handler's state, from one worker to the next.* At most one worker is at work on a lane: only who changes
///    IDLE to SCHEDULED hands the lane to the pool, and only its worker hands it on, once, after its work. Worker N
///    leaves the monitor after its work; worker N + 1 enters it before its own.
/// 3. *Answers, from a worker to the loop.* [EventLoop#execute] passes them through a concurrent queue.
/// 4. *Waking the loop up.* Both sides write before they read, and all four accesses are volatile or under a monitor,
///    so that they have one order: not both can miss the other's write.
///    - room in a lane: the loop marks itself suspended, then looks at the weight; the worker lowers the weight, then
///      looks at the mark;
///    - room in the hand-over: the loop sets `awaited`, then looks at `queued`; the worker lowers `queued`, then looks at
///      `awaited`;
///    - the selector: the loop sets `sleeping`, then looks at `tasks`; the worker adds to `tasks`, then looks at
///      `sleeping`.
///
/// The tests below keep plain fields where 1 and 2 must hold, and hang where 4 does not.
@Timeout(120)
final class HandOverTest {

    private static final int WORKERS = 4;
    private static final int LANES = 16;
    private static final int EVENTS = 50_000;
    /// Few, so that the loop waits for room at nearly every message.
    private static final String MAX_QUEUED = "2";
    private static final int CLIENTS = 8;
    private static final int MESSAGES = 500;

    /// Outside of the first test's timeout: keytool starts several JVMs.
    @BeforeAll
    static void certificates() {
        assertThat(TestCertificates.keystore()).exists();
    }

    /// What the workers of one lane, or of one connection, see: plain fields, which only edges 1 and 2 make right.
    private static final class Seen {

        private long next;
        private long wrong;

        void see(long number) {
            if (number != next) {
                wrong++;
            }
            next++;
        }
    }

    @Test
    void everyEventOfALaneIsWorkedOnOnceAndInOrder() throws Exception {
        HandOver handOver = new HandOver(WORKERS, LANES * Lane.MAX_QUEUED / 2, () -> {});
        CountDownLatch ended = new CountDownLatch(LANES);
        List<Seen> seen = IntStream.range(0, LANES).mapToObj(_ -> new Seen()).toList();
        List<Lane> lanes = seen.stream().map(one -> lane(handOver, one, ended)).toList();
        for (long number = 0; number < EVENTS; number++) {
            for (Lane lane : lanes) {
                while (lane.isFull() || handOver.isFull()) {
                    LockSupport.parkNanos(1);
                }
                lane.add(new Lane.Item.Work(
                        new Event.Text(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), 0, Long.BYTES)));
            }
        }
        lanes.forEach(lane -> lane.add(new Lane.Item.End()));
        // The latch is an edge, too: from each lane's last worker to this thread.
        ended.await();
        assertThat(seen).allSatisfy(one -> {
            assertThat(one.next).isEqualTo(EVENTS);
            assertThat(one.wrong).isZero();
        });
        assertThat(handOver.queued()).isZero();
        handOver.close(1_000);
    }

    private static Lane lane(HandOver handOver, Seen seen, CountDownLatch ended) {
        BatchConsumer consumer = (bytes, offset, length) -> {
            seen.see(ByteBuffer.wrap(bytes, offset, length).getLong());
            return new BatchConsumer.Receipt(0, 0);
        };
        FrameWriter nowhere = frame -> {};
        return new Lane(handOver, new MessageHandler(Endpoint.INGEST, consumer, new Counters(), nowhere), nowhere,
                new Lane.Owner() {
                    @Override
                    public void rejected(Rejection rejection) {
                        throw new AssertionError(rejection);
                    }

                    @Override
                    public void laneHasRoom() {
                        // The adder looks by itself.
                    }

                    @Override
                    public void laneEnded() {
                        ended.countDown();
                    }
                });
    }

    @Test
    void noWakeUpIsLostWhereTheLoopWaitsForRoomAtEveryMessage() throws Exception {
        Map<Integer, Seen> seen = new ConcurrentHashMap<>();
        BatchConsumer consumer = (bytes, offset, length) -> {
            String[] message = new String(bytes, offset, length, StandardCharsets.US_ASCII).split(":", -1);
            seen.computeIfAbsent(Integer.valueOf(message[0]), _ -> new Seen()).see(Long.parseLong(message[1]));
            return new BatchConsumer.Receipt(Long.parseLong(message[1]), 0);
        };
        try (Server server = serve(consumer)) {
            List<FutureTask<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int client = i;
                clients.add(inBackground(() -> {
                    talk(server, client);
                    return null;
                }));
            }
            for (FutureTask<Void> client : clients) {
                client.get();
            }
        }
        assertThat(seen).hasSize(CLIENTS).allSatisfy((_, one) -> {
            assertThat(one.next).isEqualTo(MESSAGES);
            assertThat(one.wrong).isZero();
        });
    }

    /// Writes as fast as it can, in records of some messages each, while it reads the receipts.
    private static void talk(Server server, int client) throws Exception {
        try (LoopPeer peer = LoopPeer.open(server.address(), "/ack")) {
            FutureTask<Void> writer = inBackground(() -> {
                for (int from = 0; from < MESSAGES; from += 10) {
                    peer.write(LoopPeer.concat(IntStream.range(from, from + 10)
                            .mapToObj(number -> LoopPeer.text(client + ":" + number)).toList()));
                }
                return null;
            });
            for (int number = 0; number < MESSAGES; number++) {
                assertThat(peer.readFrame()).isEqualTo("1 " + new BatchConsumer.Receipt(number, 0).toJson());
            }
            writer.get();
        }
    }

    private static FutureTask<Void> inBackground(Callable<Void> work) {
        FutureTask<Void> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static Server serve(BatchConsumer consumer) throws Exception {
        String[] flags = {"--model", "eventloop", "--workers", Integer.toString(WORKERS),
            "--max-queued-messages", MAX_QUEUED, "--port", "0",
            "--keystore", TestCertificates.keystore().toString(),
            "--password-file", TestCertificates.passwordFile().toString()};
        return Server.start(Options.from(Flags.parse(flags, Options.flags())), consumer, new Counters());
    }
}
