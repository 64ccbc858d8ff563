/// The load generator: payloads, schedule, frames, connections, and the ledger of what was sent and answered.
///
/// Netty carries bytes and TLS. Everything above that is written here and shares no code with the servers, so
/// that one bug cannot hide on both ends.
@NullMarked
package pudding.bench.load;

import org.jspecify.annotations.NullMarked;
