package pudding.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import pudding.bench.load.Generator;
import pudding.bench.load.GeneratorSpec;
import pudding.bench.load.Payloads;
import pudding.contract.UsageException;

/// `load`: sends to servers that run already, and says what came of it. Used by the main thread.
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Sends load to servers that run on this machine. Not a measurement: nothing is held equal.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pudding load wss://127.0.0.1:8443 --clients 100 --rate 1 --duration 1m",
            "  pudding load wss://127.0.0.1:8443 wss://127.0.0.1:8444 --clients 500 --rate 4"})
final class LoadCommand implements Callable<Integer> {

    private static final double MAX_RATE = 100_000;
    private static final Duration SUMMARY_WITHIN = Duration.ofSeconds(15);

    @Parameters(paramLabel = "URL", arity = "1..*",
            description = "wss://HOST:PORT; without a path, one connection in ten uses /ack, the others /ingest") private List<String> urls =
                    new ArrayList<>();

    @Option(names = "--clients", paramLabel = "N",
            description = "connections to each (default ${DEFAULT-VALUE})") private int clients = 100;

    @Option(names = "--rate", paramLabel = "R",
            description = "messages a second on each connection (default ${DEFAULT-VALUE})") private double rate = 1;

    @Option(names = "--duration", paramLabel = "D", converter = DurationConverter.class,
            description = "such as 30s or 5m (default 10s)") private Duration duration = Duration.ofSeconds(10);

    @Option(names = "--path", paramLabel = "P",
            description = "path of all connections, such as /discard") private @Nullable String path;

    @Option(names = "--ca", paramLabel = "FILE",
            description = "CA certificate (PEM) of the servers (default: certs/ca.pem of the project)") private @Nullable Path ca;

    @Option(names = "--insecure", description = "take any certificate") private boolean insecure;

    @Option(names = "--seed", paramLabel = "N",
            description = "of payloads and schedule (default: drawn, and printed)") private @Nullable Long seed;

    @Override
    public Integer call() throws UsageException, InterruptedException {
        check();
        Path authority = insecure ? null : authority();
        List<LoadJob> jobs = new ArrayList<>();
        for (String url : urls) {
            jobs.add(LoadJob.of(url, path, authority));
        }
        long drawn = Setup.seed(seed);
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        LiveRows rows = new LiveRows(jobs.stream().map(LoadJob::name).toList());

        Thread main = Thread.currentThread();
        CountDownLatch finished = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> interrupt(jobs, main, finished), "interrupt");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (Generator generator = Generator.start(GeneratorSpec.of(drawn, loops))) {
            System.err.println("Not a measurement. " + clients + " clients, " + rate + " messages of "
                    + Payloads.DEFAULT_BYTES + " bytes a second each, seed " + drawn + ", " + generator.describe()
                    + ".");
            for (LoadJob job : jobs) {
                System.err.println("Connecting to " + job.name() + " …");
                job.connect(generator, clients);
            }
            runAll(jobs, rows);
            boolean clean = true;
            for (LoadJob job : jobs) {
                clean &= job.report(System.out);
            }
            return clean ? Pudding.DONE : Pudding.FAIL;
        } finally {
            finished.countDown();
        }
    }

    private void runAll(List<LoadJob> jobs, LiveRows rows) throws InterruptedException {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            List<Future<?>> runs = new ArrayList<>();
            for (LoadJob job : jobs) {
                int row = runs.size();
                runs.add(threads.submit(() -> {
                    job.run(rate, duration, second -> rows.second(row, second));
                    return job;
                }));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void check() throws UsageException {
        if (clients < 1 || clients > 1_000_000) {
            throw new UsageException("--clients takes a whole number from 1 to 1000000.");
        }
        if (!(rate > 0) || rate > MAX_RATE) {
            throw new UsageException("--rate takes a number above 0, up to 100000.");
        }
        if (insecure && ca != null) {
            throw new UsageException("--ca and --insecure exclude each other.");
        }
        Limits.clients(Math.multiplyExact(clients, urls.size()));
    }

    private Path authority() throws UsageException {
        if (ca != null) {
            return ca;
        }
        Path built = Home.find().root().resolve("certs").resolve("ca.pem");
        if (!Files.exists(built)) {
            throw new UsageException("There is no certs/ca.pem; name the servers' CA with --ca FILE, or take any "
                    + "certificate with --insecure.");
        }
        return built;
    }

    /// On Ctrl-C the load ends as if its time were over, and the summary is still printed; the JVM then ends
    /// with 130.
    private static void interrupt(List<LoadJob> jobs, Thread main, CountDownLatch finished) {
        if (finished.getCount() == 0) {
            return;
        }
        boolean running = false;
        for (LoadJob job : jobs) {
            running |= job.stop();
        }
        if (!running) {
            main.interrupt();
        }
        try {
            finished.await(SUMMARY_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
