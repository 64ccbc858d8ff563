/// The floor of a server's processor time: its codec alone and its TLS engine alone, in a JVM of their own.
@NullMarked
package pudding.bench.measure.floor;

import org.jspecify.annotations.NullMarked;
