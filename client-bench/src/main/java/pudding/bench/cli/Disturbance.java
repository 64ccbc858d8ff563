package pudding.bench.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import pudding.bench.measure.RunWatcher;
import pudding.bench.plan.Stage;
import pudding.bench.plan.Step;

/// Sends signals to the server under measure at a second of its window.
final class Disturbance implements RunWatcher {

    private final int atSecond;
    private final double stopSeconds;
    private CompletableFuture<Double> stopped = CompletableFuture.completedFuture(0.0);

    private Disturbance(int atSecond, double stopSeconds) {
        this.atSecond = atSecond;
        this.stopSeconds = stopSeconds;
    }

    /// SIGKILL.
    static Disturbance kill(int atSecond) {
        return new Disturbance(atSecond, 0);
    }

    /// SIGSTOP, and SIGCONT after a while.
    static Disturbance stop(int atSecond, double seconds) {
        return new Disturbance(atSecond, seconds);
    }

    /// How long the server was stopped; waits until it goes on.
    double stoppedSeconds() {
        return stopped.join();
    }

    @Override
    public void second(Step step, Stage stage, long serverPid, int second) {
        if (stage == Stage.LOADED && second == atSecond) {
            // On a thread of its own: this one reads the meters.
            stopped = CompletableFuture.supplyAsync(() -> disturb(serverPid));
        }
    }

    private double disturb(long pid) {
        try {
            if (stopSeconds == 0) {
                signal("KILL", pid);
                return 0;
            }
            signal("STOP", pid);
            long startNanos = System.nanoTime();
            try {
                Thread.sleep(Math.round(stopSeconds * 1e3));
            } finally {
                signal("CONT", pid);
            }
            return (System.nanoTime() - startNanos) / 1e9;
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
        if (status != 0) {
            throw new IOException("Process " + pid + " cannot be sent " + name + ".");
        }
    }
}
