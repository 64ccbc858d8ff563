package pudding.plain;

import java.util.List;
import pudding.contract.suite.TlsTransportContractTest;

/// A virtual thread for each connection, with TLS by an `SSLEngine`.
final class VirtualEngineContractTest extends TlsTransportContractTest implements PlainSubject {

    @Override
    public List<String> modelFlags() {
        return List.of("--model", "virtual", "--tls-io", "engine");
    }
}
