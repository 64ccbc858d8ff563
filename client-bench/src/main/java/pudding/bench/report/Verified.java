package pudding.bench.report;

import java.util.Locale;

/// What a folder that verifies was compared in.
///
/// @param files   whose checksums were compared
/// @param runs    whose records were checked
/// @param planned runs that the plan has
/// @param figures quantiles that were computed again from histograms, and cells of the table
/// @param partial whether runs of the plan are missing
public record Verified(int files, int runs, int planned, int figures, boolean partial) {

    /// One line for the user.
    public String sentence() {
        return String.format(Locale.ROOT, "Verified: %,d files, %,d runs, %,d figures%s.", files, runs, figures,
                partial ? "; partial: it ended before its plan, of " + planned + " runs, was done" : "");
    }
}
