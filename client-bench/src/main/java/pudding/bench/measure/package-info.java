/// Measures a server from outside: processor, memory, collector, host, build, size and lines of source.
@NullMarked
package pudding.bench.measure;

import org.jspecify.annotations.NullMarked;
