package pudding.bench.server;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A program for tests to start, which does what it is told: by its arguments, and then by lines of its input, each
/// of which it answers with `done` and a number. Used by its main thread.
public final class ChildProgram {

    /// The first is the latest object that need not be kept; being here, it is really allocated.
    private static final List<Object> KEPT = new ArrayList<>(List.of(""));

    private ChildProgram() {
    }

    public static void main(String[] args) throws Exception {
        for (String arg : args) {
            execute(arg);
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println("done " + execute(line));
        }
    }

    private static long execute(String command) throws Exception {
        String[] words = command.split("=", 2);
        return switch (words[0]) {
            case "print" -> print(words[1]);
            case "burn-ms" -> burn(Long.parseLong(words[1]));
            case "allocate-mb" -> allocate(Integer.parseInt(words[1]));
            case "hold-mb" -> hold(Integer.parseInt(words[1]));
            case "open" -> open(Integer.parseInt(words[1]));
            case "threads" -> threads(Integer.parseInt(words[1]));
            case "listen" -> listen(Integer.parseInt(words[1]));
            case "gc" -> gc();
            case "ignore-term" -> ignoreTerm();
            case "fork" -> fork(words[1]);
            case "exit" -> {
                System.exit(Integer.parseInt(words[1]));
                yield 0;
            }
            case "wait" -> {
                new CountDownLatch(1).await();
                yield 0;
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static long print(String text) {
        System.out.println(text);
        return 0;
    }

    /// Uses that much processor time in this thread, and says how much this thread really used.
    private static long burn(long millis) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long x = start | 1;
        while (threads.getCurrentThreadCpuTime() - start < millis * 1_000_000) {
            for (int i = 0; i < 10_000; i++) {
                x = x * 6364136223846793005L + 1;
            }
        }
        KEPT.set(0, x);
        return (threads.getCurrentThreadCpuTime() - start) / 1_000;
    }

    private static long allocate(int megabytes) {
        for (int i = 0; i < megabytes * 16; i++) {
            KEPT.set(0, new byte[(1 << 16) - 16]);
        }
        return megabytes;
    }

    private static long hold(int megabytes) {
        for (int i = 0; i < megabytes * 16; i++) {
            KEPT.add(new byte[(1 << 16) - 16]);
        }
        return megabytes;
    }

    private static long open(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            KEPT.add(new FileInputStream("/dev/null"));
        }
        return count;
    }

    private static long threads(int count) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                started.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        started.await();
        return count;
    }

    private static long listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
        KEPT.add(socket);
        System.out.println("LISTENING port=" + socket.getLocalPort());
        return socket.getLocalPort();
    }

    private static long gc() {
        System.gc();
        return 0;
    }

    /// A shutdown hook that never ends keeps the process alive after SIGTERM.
    private static long ignoreTerm() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            while (true) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    // Not even then.
                }
            }
        }));
        return 0;
    }

    /// Runs a command by the shell, in the background and out of this process's tree.
    private static long fork(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "(" + command + ") >/dev/null 2>&1 &").start().waitFor();
    }
}
