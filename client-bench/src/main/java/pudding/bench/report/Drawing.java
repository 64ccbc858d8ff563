package pudding.bench.report;

/// One picture before it is drawn.
///
/// @param script      the JavaScript function that turns the data into ECharts' option; its file under `charts/` has
///                    the same name
/// @param data        what the function reads, to be written as JSON; an unknown figure is null, for JSON has no NaN
/// @param title       printed above the picture, and its accessible name
/// @param description what a reader who cannot see the picture is told
/// @param width       in pixels, as is the height; a script that has a `height` of its own is drawn in that
record Drawing(String script, Object data, String title, String description, int width, int height) {
}
