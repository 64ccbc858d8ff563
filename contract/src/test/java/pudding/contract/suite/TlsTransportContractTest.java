package pudding.contract.suite;

/// Runs the cases of [TransportContractTest], and those of TLS and of what goes wrong: for a transport that does TLS in
/// another way, or by another provider, than the server's first.
public abstract class TlsTransportContractTest extends TransportContractTest
        implements TlsContract, ConsumerContract, ProcessContract, FaultContract {
}
