/// What the benchmarks of all modules share; docs/PERFORMANCE.md says how to run them.
@NullMarked
package pudding.contract.jmh;

import org.jspecify.annotations.NullMarked;
