package pudding.bench.plan;

/// A load of so many clients at such a rate for so long.
///
/// @param clients                    connections
/// @param messagesPerSecondPerClient messages due on each connection per second
/// @param seconds                    length of the window
public record Window(int clients, double messagesPerSecondPerClient, double seconds) {

    /// Messages due per second on all connections.
    public double messagesPerSecond() {
        return clients * messagesPerSecondPerClient;
    }
}
