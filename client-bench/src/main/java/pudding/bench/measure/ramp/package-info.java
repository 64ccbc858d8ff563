/// Searches what a server can hold: clients, rates, and what each of them costs.
@NullMarked
package pudding.bench.measure.ramp;

import org.jspecify.annotations.NullMarked;
