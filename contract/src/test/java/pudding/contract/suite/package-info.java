/// The cases that every server passes, over real sockets: a server's tests extend
/// [pudding.contract.suite.ServerContractTest] once for each of its models and TLS providers,
/// [pudding.contract.suite.TransportContractTest] for each further transport, and
/// [pudding.contract.suite.ProgramContractTest] once.
@NullMarked
package pudding.contract.suite;

import org.jspecify.annotations.NullMarked;
