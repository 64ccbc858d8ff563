/// Holds a server to the contract from outside, as a stranger would: is it a fair contender?
@NullMarked
package pudding.bench.measure.check;

import org.jspecify.annotations.NullMarked;
