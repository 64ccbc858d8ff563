package pudding.bench.server;

import java.io.IOException;

/// What keeps one processor awake, as a process of its own: see [AwakeCpus]. Ends when its input does, and so soon after
/// whoever has started it.
final class AwakeLoop {

    private static final int SPINS = 20;

    private AwakeLoop() {
    }

    @SuppressWarnings("ThreadPriorityCheck") // Whom it yields to is the kernel's to say.
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("end").start(AwakeLoop::awaitEnd);
        while (true) {
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
            }
            // A thread that yields, as those of a JVM do, would wait for this one's whole slice, some milliseconds.
            Thread.yield();
        }
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything.
            }
        } catch (IOException e) {
            // It has ended.
        }
        Runtime.getRuntime().halt(0);
    }
}
