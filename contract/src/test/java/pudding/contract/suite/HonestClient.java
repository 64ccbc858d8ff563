package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

/// A well-behaved client on `/ack` that knows what it is owed; belongs to one test thread.
final class HonestClient {

    private final JdkClient client;
    private long sent;
    private long digest;

    HonestClient(JdkClient client) {
        this.client = client;
    }

    /// Sends one message and checks its receipt.
    void exchange() {
        sent++;
        digest += Batches.digest(sent);
        client.sendText(Batches.json(sent));
        assertThat(client.nextText()).isEqualTo(Batches.receipt(sent));
    }

    /// The server has deserialised this client's messages and no others.
    void checkLedger(Stats stats) {
        assertThat(stats.messages()).isEqualTo(sent);
        assertThat(stats.digest()).isEqualTo(digest);
        assertThat(client.isOpen()).isTrue();
    }
}
