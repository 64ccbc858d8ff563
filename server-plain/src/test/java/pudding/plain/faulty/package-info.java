/// Servers with one known fault each, by which `pudding selftest` proves that the bench sees it. They are a jar of
/// their own, beside the server's: no switch of the server leads here.
@NullMarked
package pudding.plain.faulty;

import org.jspecify.annotations.NullMarked;
