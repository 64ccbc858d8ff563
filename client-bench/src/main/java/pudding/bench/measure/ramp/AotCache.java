package pudding.bench.measure.ramp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import pudding.bench.load.Phase;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Contender;
import pudding.bench.server.LaunchSpec;
import pudding.bench.server.Leftovers;
import pudding.bench.server.ServerFailedException;
import pudding.bench.server.Subprocess;

/// Makes the AOT cache of a server: classes loaded and linked before its start (JEP 483), and the profiles of its methods
/// (JEP 515).
///
/// In two steps, because one step (JEP 514) has the server's end wait for the second.
final class AotCache {

    private static final String RECORD = "-XX:AOTMode=record";
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration CREATE_WITHIN = Duration.ofMinutes(2);

    private AotCache() {
    }

    /// Trains a server, and makes the cache of what it did.
    ///
    /// @param dir     where its files go
    /// @param runName of the server's log
    /// @return the cache
    /// @throws IOException when this JDK, or this server, has none
    static Path make(Lab lab, Contender contender, RampPlan.Starts plan, Path dir, String runName)
            throws ServerFailedException, IOException, InterruptedException {
        Path configuration = dir.resolve("server.aotconf");
        Path cache = dir.resolve("server.aot");
        Contender recorded = contender.withJvmFlags(List.of(RECORD, "-XX:AOTConfiguration=" + configuration));
        List<String> command;
        try (Stand stand = Stand.open(lab, recorded, runName, plan.clients())) {
            command = stand.server().command();
            stand.work(_ -> train(stand, plan));
        }
        if (!Files.exists(configuration)) {
            throw new IOException("The JVM recorded nothing for an AOT cache.");
        }
        List<String> create = command.stream()
                .flatMap(word -> word.equals(RECORD)
                        ? Stream.of("-XX:AOTMode=create", "-XX:AOTCache=" + cache)
                        : Stream.of(word))
                .toList();
        Path from = contender.directory();
        ProcessBuilder builder =
                new ProcessBuilder(create).directory((from == null ? lab.rig().home() : from).toFile());
        builder.environment().keySet().removeAll(LaunchSpec.JvmFlags.VARIABLES);
        builder.environment().put(Leftovers.VARIABLE, lab.rig().mark());
        String printed = Subprocess.run(builder, CREATE_WITHIN);
        if (!Files.exists(cache)) {
            throw new IOException("The JVM made no AOT cache: " + printed.strip());
        }
        return cache;
    }

    private static void train(Stand stand, RampPlan.Starts plan) throws IOException, InterruptedException {
        stand.connectAll(plan.clients());
        Stand.requireNothingLost(stand.fleet().run(new Phase("training", plan.messagesPerSecond() / plan.clients(),
                Stand.seconds(plan.trainingSeconds()), Phase.Pace.BACKPRESSURED, DRAIN, null)));
    }

    /// Flags with which the same server starts from it; it does not start where the cache does not suit.
    static List<String> flags(Path cache) {
        return List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache);
    }
}
