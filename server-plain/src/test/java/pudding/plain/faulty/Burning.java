package pudding.plain.faulty;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import pudding.contract.BatchConsumer;
import pudding.contract.Rejection;

/// Does the work, and then burns CPU time of the calling platform thread, which no preemption and no steal shortens.
final class Burning implements BatchConsumer {

    private final BatchConsumer work;
    private final long burnNanos;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /// @param micros CPU time to burn after each message
    Burning(BatchConsumer work, int micros) {
        this.work = work;
        burnNanos = 1_000L * micros;
    }

    @Override
    public Receipt accept(byte[] bytes, int offset, int length) throws Rejection {
        Receipt receipt = work.accept(bytes, offset, length);
        // Asking for the time is itself what burns it: a system call of less than a microsecond.
        long end = threads.getCurrentThreadCpuTime() + burnNanos;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        return receipt;
    }
}
