package pudding.contract.suite;

/// Runs every case of the contract against one server.
///
/// A server extends it once for each model and TLS provider.
public abstract class ServerContractTest extends TransportContractTest
        implements MessageContract, ConsumerContract, Utf8Contract, FrameContract, UpgradeContract, HeadContract,
        TlsContract, ProcessContract, FaultContract, SoakContract {
}
