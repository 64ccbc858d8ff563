package pudding.bench.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Puts the runs of a plan in order.
///
/// First the pilot. Then half-blocks: each holds every judged contender once and the baseline twice, in random order,
/// and the half-block after it is its mirror image, so that a drift of the machine meets all alike. Then the runs that
/// only give values.
final class Order {

    private final Profile profile;
    private final List<String> contenders;
    private final List<String> judged;
    private final int halfBlocks;
    private final Random random;
    private final List<Step> steps = new ArrayList<>();
    private int unit;

    Order(Profile profile, List<String> contenders, List<String> judged, int halfBlocks, long seed) {
        this.profile = profile;
        this.contenders = contenders;
        this.judged = judged;
        this.halfBlocks = halfBlocks;
        this.random = new Random(seed);
    }

    private record Entry(String contender, int slot) {
    }

    List<Step> steps() {
        if (halfBlocks > 0) {
            pilot();
            blocks();
        }
        profile.rounds().forEach(this::round);
        return steps;
    }

    private void pilot() {
        String baseline = contenders.getFirst();
        int runs = profile.blocks().pilotRuns();
        for (int i = 0; i < runs; i++) {
            boolean last = i == runs - 1 && profile.windows().containsKey(Stage.CEILING);
            add(Part.PILOT, -1, new Entry(baseline, 0),
                    last ? List.of(Stage.LOADED, Stage.CEILING) : List.of(Stage.LOADED));
        }
        unit += Math.min(1, runs);
    }

    private void blocks() {
        List<Entry> order = new ArrayList<>(judged.stream().map(name -> new Entry(name, 0)).toList());
        order.add(new Entry(contenders.getFirst(), 1));
        for (int halfBlock = 0; halfBlock < halfBlocks; halfBlock++) {
            boolean mirror = halfBlock % 2 == 1;
            if (mirror) {
                Collections.reverse(order);
            } else {
                Collections.shuffle(order, random);
            }
            for (Entry entry : order) {
                List<Stage> stages = new ArrayList<>(
                        entry.slot() == 0 ? profile.blocks().stages() : profile.blocks().secondStages());
                if (halfBlock == halfBlocks - 1 && entry.slot() == 0 && profile.windows().containsKey(Stage.PROFILE)) {
                    stages.add(Stage.PROFILE);
                }
                add(Part.BLOCK, halfBlock, entry, stages);
            }
            if (mirror) {
                unit++;
            }
        }
    }

    private void round(Profile.Round round) {
        List<Entry> order = new ArrayList<>(contenders.stream()
                .filter(name -> !round.onlyUnjudged() || !judged.contains(name))
                .map(name -> new Entry(name, 0)).toList());
        for (int i = 0; i < round.repeats(); i++) {
            Collections.shuffle(order, random);
            for (Entry entry : order) {
                add(Part.VALUES, -1, entry, round.stages());
                unit++;
            }
        }
    }

    private void add(Part part, int halfBlock, Entry entry, List<Stage> stages) {
        steps.add(new Step(steps.size(), part, unit, halfBlock, entry.contender(), entry.slot(), stages));
    }
}
