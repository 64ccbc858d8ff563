/// From runs to figures: medians, spreads and the comparison's table.
@NullMarked
package pudding.bench.stat;

import org.jspecify.annotations.NullMarked;
