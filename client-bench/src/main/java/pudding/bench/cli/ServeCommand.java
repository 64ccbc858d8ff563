package pudding.bench.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pudding.bench.server.Certificates;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Link;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.ServerProcess;
import pudding.contract.UsageException;

/// `serve`: runs one or several servers in the foreground until Ctrl-C or SIGTERM. Used by the main thread.
@Command(name = "serve", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Runs servers in the foreground, each on a port of its own.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pudding serve plain-platform netty-jdk",
            "  pudding serve plain-virtual --port 9443 -- --max-connections 1000"})
final class ServeCommand implements Callable<Integer> {

    private static final int DEFAULT_PORT = 8443;
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final String END_OF_OPTIONS = "--";

    @Parameters(paramLabel = "CONTENDER", arity = "1..*",
            description = "names of built-in contenders or .yml descriptors; words after -- go to every server") private List<String> words =
                    new ArrayList<>();

    @Option(names = "--port", paramLabel = "P",
            description = "port of the first; the others take the next ones; 0: any (default ${DEFAULT-VALUE})") private int port =
                    DEFAULT_PORT;

    @Option(names = "--cpus", paramLabel = "LIST",
            description = "processors of the servers, such as 0-1 (default: all)") private @Nullable String cpus;

    @Spec private @Nullable CommandSpec spec;

    private final CountDownLatch stopping = new CountDownLatch(1);

    @Override
    public Integer call() throws UsageException, InterruptedException {
        int extra = wordsAfterEndOfOptions();
        List<String> arguments = words.subList(words.size() - extra, words.size());
        List<String> names = words.subList(0, words.size() - extra);
        if (names.isEmpty()) {
            throw new UsageException("Name a contender: " + String.join(", ", Contenders.all()) + ".");
        }
        if (port < 0 || port + names.size() - 1 > 65_535) {
            throw new UsageException("--port takes a number from 0 to " + (65_536 - names.size()) + ".");
        }
        Home home = Home.find();
        List<Contender> contenders = new ArrayList<>();
        for (String name : names) {
            contenders.add(Contenders.of(name, home.root()).withArguments(arguments));
        }
        List<Integer> pinned = cpus == null ? List.of() : CpuSets.usable(cpus);
        Certificates certificates = Certificates.ensure(home.root(), home.java(), System.err::println);
        exitWithZeroOnTerm();
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::countDown, "stopping"));
        List<ServerProcess> servers = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                servers.add(start(contender, launch(home, certificates, pinned, servers.size(), contender.name())));
            }
            CompletableFuture.anyOf(servers.stream().map(ServerProcess::onExit).toArray(CompletableFuture<?>[]::new))
                    .join();
            return ended(servers);
        } catch (ServerFailedException e) {
            return report(e);
        } finally {
            servers.forEach(ServerProcess::close);
        }
    }

    private LaunchSpec launch(Home home, Certificates certificates, List<Integer> pinned, int index, String name) {
        int processors = pinned.isEmpty() ? Runtime.getRuntime().availableProcessors() : pinned.size();
        return new LaunchSpec(home.root(), home.java(), pinned.isEmpty() ? null : CpuSets.format(pinned),
                port == 0 ? 0 : port + index, home.root().resolve("target").resolve("serve"), index + "-" + name,
                "serve-" + ProcessHandle.current().pid(), certificates, LaunchSpec.JvmFlags.defaults(processors),
                READY_WITHIN, Link.loopback());
    }

    /// What a server prints, its ready line above all, goes to standard output with its name before it.
    private static ServerProcess start(Contender contender, LaunchSpec launch)
            throws ServerFailedException, InterruptedException {
        ServerProcess server = ServerProcess.start(contender, launch,
                line -> System.out.println(contender.name() + ": " + line));
        if (!(contender.ready() instanceof Contender.Ready.Line)) {
            System.out.println(contender.name() + ": ready at " + server.base() + contender.path());
        }
        return server;
    }

    /// One of the servers has ended. On Ctrl-C the terminal signals them too, and that is no failure.
    private int ended(List<ServerProcess> servers) throws InterruptedException {
        if (stopping.await(500, TimeUnit.MILLISECONDS)) {
            return Pudding.INTERRUPTED;
        }
        for (ServerProcess server : servers) {
            if (!server.isAlive()) {
                return report(server.died());
            }
        }
        return Pudding.FAIL;
    }

    private static int report(ServerFailedException e) {
        if (!e.isUsage()) {
            e.tail().forEach(line -> System.err.println("  " + line));
        }
        System.err.println(e.getMessage());
        return e.isUsage() ? Pudding.USAGE : Pudding.FAIL;
    }

    private int wordsAfterEndOfOptions() {
        if (spec == null) {
            return 0;
        }
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        int end = given.indexOf(END_OF_OPTIONS);
        return end < 0 ? 0 : given.size() - end - 1;
    }

    /// Makes SIGTERM an orderly end with status 0, as it is for the servers themselves; the JVM alone gives 143.
    /// By reflection, because the compiler warns of the only class that the JDK has for it.
    private static void exitWithZeroOnTerm() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        System.exit(Pudding.DONE);
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
        } catch (ReflectiveOperationException e) {
            // Then it ends with 143.
        }
    }
}
