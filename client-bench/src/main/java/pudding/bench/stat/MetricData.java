package pudding.bench.stat;

import java.util.List;

/// The observations of one metric, and what they are held to.
///
/// @param id           of the metric
/// @param primary      whether it belongs to the family that Holm's correction covers and that decides overall
/// @param margin       of practical difference
/// @param observations of all contenders, at most one for each half-block, contender and slot
public record MetricData(String id, boolean primary, Margin margin, List<Observation> observations) {

    /// @throws IllegalArgumentException if a run is given twice
    public MetricData {
        observations = List.copyOf(observations);
        long places = observations.stream().map(o -> new Place(o.halfBlock(), o.contender(), o.slot())).distinct()
                .count();
        if (places < observations.size()) {
            throw new IllegalArgumentException("The metric " + id + " has two values of one run.");
        }
    }

    private record Place(int halfBlock, String contender, int slot) {
    }
}
