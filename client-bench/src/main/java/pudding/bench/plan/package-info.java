/// What will be measured, decided before the first run and never changed after it.
@NullMarked
package pudding.bench.plan;

import org.jspecify.annotations.NullMarked;
