package pudding.plain;

import java.util.List;
import pudding.contract.suite.TlsTransportContractTest;

/// A platform thread for each connection, with TLS by an `SSLEngine`.
final class PlatformEngineContractTest extends TlsTransportContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "platform", "--tls-io", "engine");
    }
}
