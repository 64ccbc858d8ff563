/// Renders the comparison's table; computes nothing.
@NullMarked
package pudding.bench.report;

import org.jspecify.annotations.NullMarked;
