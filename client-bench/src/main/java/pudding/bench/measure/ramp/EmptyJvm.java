package pudding.bench.measure.ramp;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import pudding.bench.server.Contender;
import pudding.bench.server.Contender.Ready;

/// The least that a JVM can do: says that it is ready, and waits to be ended.
public final class EmptyJvm {

    private static final String READY = "READY";

    private EmptyJvm() {
    }

    public static void main(String[] args) throws InterruptedException {
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }

    /// Started and timed as every contender is.
    static Contender contender() {
        String classes =
                Path.of(EmptyJvm.class.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
        return new Contender("empty-jvm", "prints a line", null,
                List.of("{java}", "{java_flags}", "-cp", classes, EmptyJvm.class.getName()), Map.of(),
                new Ready.Line(Pattern.compile("^" + READY)), "/", null, null, null, Contender.Stop.TERM, null, null,
                false);
    }
}
