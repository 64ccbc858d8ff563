/// The servers that are compared: what they are, how they are started and stopped, where they run, and what
/// they say of themselves.
@NullMarked
package pudding.bench.server;

import org.jspecify.annotations.NullMarked;
