package pudding.bench.measure.ramp;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.Phase;
import pudding.bench.load.PhaseResult;
import pudding.bench.measure.HistogramLog;
import pudding.bench.measure.ProcessSample;
import pudding.bench.measure.ramp.Curve.Point;
import pudding.bench.measure.ramp.Curve.Recovery;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.server.Contender;
import pudding.bench.server.ServerFailedException;

/// Offers one warm server rates from light load through saturation and beyond, and light load again; used once, by one
/// thread.
final class CurveRamp implements Ramp {

    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final double SATURATING_SECONDS = 5;
    /// More than any server here takes; what it does not take is skipped.
    private static final double SATURATING_PER_SECOND = 100_000;

    private final Lab lab;
    private final Contender contender;
    private final RampPlan.Curve plan;
    private final List<Point> points = new ArrayList<>();
    private List<String> command = List.of();
    private double saturation;
    private @Nullable Recovery recovery;

    CurveRamp(Lab lab, Contender contender) {
        this.lab = lab;
        this.contender = contender;
        this.plan = Objects.requireNonNull(lab.plan().curve());
    }

    @Override
    public List<String> command() {
        return command;
    }

    @Override
    public @Nullable Curve curve() {
        return points.isEmpty() ? null : new Curve(plan.clients(), saturation, points, recovery);
    }

    @Override
    public void measure() throws ServerFailedException, IOException, InterruptedException {
        lab.watcher().begins(contender.name(), RampKind.CURVE, "warm-up");
        try (Stand stand = Stand.open(lab, contender, RampKind.CURVE.word() + "-" + contender.name(),
                plan.clients())) {
            command = stand.command();
            stand.work(this::measure);
        }
    }

    private void measure(Stand stand) throws IOException, InterruptedException {
        stand.connectAll(Math.min(Stand.WARMING_CLIENTS, plan.clients()));
        stand.warmUp();
        stand.connectAll(plan.clients());
        saturation = saturation(stand);
        for (double share : plan.shares()) {
            points.add(point(stand, share, new ArrayList<>()));
        }
        List<Curve.Second> seconds = new ArrayList<>();
        recovery = new Recovery(point(stand, plan.recoveryShare(), seconds), seconds);
        stand.requireBalance();
    }

    private double saturation(Stand stand) throws IOException, InterruptedException {
        lab.watcher().begins(contender.name(), RampKind.CURVE, "saturation");
        long before = stand.finished();
        PhaseResult result = stand.fleet().run(new Phase("saturation", SATURATING_PER_SECOND / plan.clients(),
                Stand.seconds(SATURATING_SECONDS), Phase.Pace.BACKPRESSURED, DRAIN, null));
        return (stand.finished() - before) / (result.seconds() + result.drainSeconds());
    }

    private Point point(Stand stand, double share, List<Curve.Second> rows) throws IOException, InterruptedException {
        double offered = share * saturation;
        lab.watcher().begins(contender.name(), RampKind.CURVE, String.format("%,.0f messages/s", offered));
        long before = stand.finished();
        RampMeter.Mark mark = stand.meter().mark();
        PhaseResult result = stand.fleet()
                .run(new Phase("point", offered / plan.clients(), Stand.seconds(plan.secondsPerPoint()),
                        Phase.Pace.OPEN_LOOP, DRAIN,
                        second -> rows.add(new Curve.Second(second.acked(), second.p99Micros()))));
        long finished = stand.finished() - before;
        RampMeter.Stretch stretch = stand.meter().since(mark);
        ProcessSample.Usage used = stretch.server();
        Point point = new Point(share, result.due() / result.seconds(), result.seconds(), result.due(), result.sent(),
                finished, result.drainSeconds(), result.notSentByEnd() + result.unacked(),
                result.lag().getValueAtPercentile(99), HistogramLog.quantiles(result.latency()), used.cpuMicros(),
                used.jitMicros(),
                stand.meter().rssBytes(), stretch.shares());
        lab.watcher().offered(contender.name(), point);
        // Late is what a curve is about; lost is not.
        Stand.requireNothingLost(result);
        return point;
    }
}
