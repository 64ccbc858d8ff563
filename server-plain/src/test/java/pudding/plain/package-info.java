/// Tests of the plain server.
@NullMarked
package pudding.plain;

import org.jspecify.annotations.NullMarked;
