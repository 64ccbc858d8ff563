package pudding.bench.report;

/// One picture with what stands beside it, wherever it is shown: as files of its own, or in a page.
///
/// @param stem    how the names of its files begin
/// @param drawing the picture
/// @param data    its figures as a table, for those who cannot see it or want to copy
record Chart(String stem, Drawing drawing, Grid data) {

    /// A picture that stands alone.
    String svg(Theme theme) {
        return Charts.svg(drawing, theme);
    }
}
