package pudding.bench.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C: interrupts the thread that this was made on, and keeps the JVM until that thread has closed it, so that
/// what was measured is kept and what was taken is given back. To be opened before all that is to be closed then.
final class Interrupt implements AutoCloseable {

    private static final long JVM_WAITS_SECONDS = 15;
    private static final long ON_ITS_WAY_MILLIS = 300;

    private final CountDownLatch came = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private Interrupt(Thread main) {
        hook = new Thread(() -> {
            // In this order: who sees that it came finds the thread interrupted already, and not later.
            main.interrupt();
            came.countDown();
            try {
                closed.await(JVM_WAITS_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "interrupt");
    }

    /// Begins to wait for Ctrl-C on behalf of the calling thread.
    static Interrupt expected() {
        Interrupt interrupt = new Interrupt(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /// Whether it came, or comes in a moment. On a terminal it ends this process's children too: what fails of that
    /// has not failed. If so, the calling thread is not interrupted any more, so that it can write what was measured.
    boolean isBehindThis() {
        try {
            boolean behind = came.await(ON_ITS_WAY_MILLIS, TimeUnit.MILLISECONDS);
            if (behind) {
                Thread.interrupted();
            }
            return behind;
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: the hook has been waiting for this.
        }
    }
}
