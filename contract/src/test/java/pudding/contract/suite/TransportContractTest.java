package pudding.contract.suite;

import org.junit.jupiter.api.Timeout;

/// Runs those cases of the contract in which it matters how bytes and connections come and go; each test starts its own
/// server, on a port of its own.
///
/// A server extends it for a transport that is not its first; what the bytes mean, its first transport has shown in
/// [ServerContractTest], because the same code reads them. The timeout only ends a test that hangs.
@Timeout(60)
public abstract class TransportContractTest
        implements EchoContract, CloseContract, ConformanceContract, TimeoutContract, LimitContract, UnreadContract,
        VanishContract, StopContract, AcceptContract, BusyContract {
}
