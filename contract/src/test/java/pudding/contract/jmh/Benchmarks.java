package pudding.contract.jmh;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks of one class, with time and allocation per message; of time the quantiles, whose median is
/// of use on a machine that does other work, too.
public final class Benchmarks {

    /// The system property with options of JMH's command line, which precede those below.
    private static final String OPTIONS = "jmh";

    private Benchmarks() {
    }

    /// Each benchmark in two JVMs of their own, one thread, on the collector that one processor gets.
    public static void run(Class<?> benchmarks) throws RunnerException, CommandLineOptionException {
        String words = System.getProperty(OPTIONS, "").strip();
        CommandLineOptions given = new CommandLineOptions(words.isEmpty() ? new String[0] : words.split(" +"));
        OptionsBuilder options = new OptionsBuilder();
        options.parent(given);
        if (given.getIncludes().isEmpty()) {
            options.include("\\." + benchmarks.getSimpleName() + "\\.");
        }
        options.addProfiler(GCProfiler.class);
        options.forks(given.getForkCount().orElse(2));
        options.warmupIterations(given.getWarmupIterations().orElse(5));
        options.warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)));
        options.measurementIterations(given.getMeasurementIterations().orElse(5));
        options.measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)));
        // Not those of this JVM, which watches every buffer.
        options.jvmArgs("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED");
        new Runner(options.build()).run();
    }
}
