package pudding.bench.stat;

/// How strongly the data speak for each claim; a claim stands only if its adjusted p is at most 0.05.
///
/// @param same            of "the same": the larger p of the two one-sided tests (Schuirmann 1987)
/// @param sameAdjusted    by Holm over the family; the raw one outside it
/// @param differs         of "differs": twice the p of the one-sided test against the nearer margin
/// @param differsAdjusted by Holm over the family; the raw one outside it
public record PValues(double same, double sameAdjusted, double differs, double differsAdjusted) {
}
