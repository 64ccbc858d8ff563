package pudding.bench.measure.ramp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import pudding.bench.measure.Problems;
import pudding.bench.measure.Redact;
import pudding.bench.plan.RampKind;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;

/// Takes one contender through one kind of ramp; used by one thread.
///
/// Whatever goes wrong with the server or the generator is told in the record; an interrupt too, with what was
/// measured until then.
public final class RampRunner {

    private final Lab lab;
    private final LongSupplier nanos;

    /// @param nanos the ramp's clock, from its start
    public RampRunner(Lab lab, LongSupplier nanos) {
        this.lab = lab;
        this.nanos = nanos;
    }

    /// Makes one ramp. The interrupted status of the thread tells whether it was cut short.
    public RampRun run(Contender contender, RampKind kind) {
        return new One(contender, kind).make();
    }

    private final class One {

        private final Contender contender;
        private final RampKind kind;
        private final long beganNanos = nanos.getAsLong();
        private final Ramp ramp;
        private final List<String> problems = new ArrayList<>();

        One(Contender contender, RampKind kind) {
            this.contender = contender;
            this.kind = kind;
            this.ramp = switch (kind) {
                case IDLE, SUSTAINED -> new CeilingRamp(lab, contender, kind);
                case CURVE -> new CurveRamp(lab, contender);
                case SLOPES -> new SlopeRamp(lab, contender);
                case STARTS -> new StartRamp(lab, contender);
            };
        }

        RampRun make() {
            boolean complete = false;
            try {
                boolean sends = kind == RampKind.SUSTAINED || kind == RampKind.CURVE;
                if (sends && contender.ack() == null) {
                    problems.add("It does not acknowledge messages, so that latency is not known.");
                } else if (kind == RampKind.CURVE && contender.stats() == null) {
                    problems.add("It does not tell its counters, so that what it has done is not known.");
                } else {
                    ramp.measure();
                    complete = ramp.problems().isEmpty();
                }
            } catch (ServerFailedException | IOException | RuntimeException e) {
                problems.addAll(Problems.of(e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            problems.addAll(ramp.problems());
            return new RampRun(contender.name(), kind, beganNanos / 1e9, (nanos.getAsLong() - beganNanos) / 1e9,
                    ramp.command(), contender.stats() != null, contender.ack() != null, complete,
                    Redact.texts(problems),
                    ramp.attempts(), ramp.curve(), ramp.slopes(), ramp.starts());
        }
    }
}
