package pudding.bench.stat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A machine that shares its host: runs in mirrored random order, noise from run to run, and drift across them.
///
/// @param sd         of the noise, as a logarithm
/// @param halfBlocks how many
/// @param outliers   whether the noise has the tails of Student's *t* with 3 degrees of freedom
/// @param drift      whether the machine also drifts: a trend, a wave and a random walk
record NoisyMachine(double sd, int halfBlocks, boolean outliers, boolean drift) {

    static final String BASELINE = "plain";

    private static final double TREND = 0.2;
    private static final double WAVE = 0.05;
    private static final double STEP = 0.01;

    /// The runs of one comparison; the baseline runs twice in each half-block.
    ///
    /// @param truths the true ratio of each contender beside the baseline
    List<Observation> runs(Map<String, Double> truths, Random random) {
        List<Place> order = new ArrayList<>(List.of(new Place(BASELINE, 0), new Place(BASELINE, 1)));
        truths.keySet().stream().sorted().map(name -> new Place(name, 0)).forEach(order::add);
        int runs = halfBlocks * order.size();
        double trend = drift ? TREND * (2 * random.nextDouble() - 1) : 0;
        double period = 6 + 34 * random.nextDouble();
        double phase = 2 * Math.PI * random.nextDouble();
        double walk = 0;
        List<Observation> observations = new ArrayList<>();
        for (int halfBlock = 0; halfBlock < halfBlocks; halfBlock++) {
            if (halfBlock % 2 == 0) {
                Collections.shuffle(order, random);
            } else {
                Collections.reverse(order);
            }
            for (Place place : order) {
                int run = observations.size();
                walk += drift ? STEP * random.nextGaussian() : 0;
                double wave = drift ? WAVE * Math.sin(2 * Math.PI * run / period + phase) : 0;
                double log = trend * run / runs + wave + walk + sd * noise(random)
                        + Math.log(truths.getOrDefault(place.contender, 1.0));
                observations.add(new Observation(halfBlock, place.contender, place.slot, Math.exp(log)));
            }
        }
        return observations;
    }

    private double noise(Random random) {
        if (!outliers) {
            return random.nextGaussian();
        }
        double squares = 0;
        for (int i = 0; i < 3; i++) {
            double gaussian = random.nextGaussian();
            squares += gaussian * gaussian;
        }
        return random.nextGaussian() / Math.sqrt(squares);
    }

    private record Place(String contender, int slot) {
    }
}
