/// The commands: they parse what the user says, call the packages that do the work, and say what came of it.
@NullMarked
package pudding.bench.cli;

import org.jspecify.annotations.NullMarked;
