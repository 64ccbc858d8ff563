package pudding.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pudding.contract.BatchConsumer;
import pudding.contract.Launch;

/// Runs every case of the contract against one server; each test starts its own, on a port of its own.
///
/// A server extends it once for each model, transport and TLS provider. The timeout only ends a test that hangs.
@Timeout(60)
public abstract class ServerContractTest
        implements MessageContract, ConsumerContract, EchoContract, Utf8Contract, FrameContract, CloseContract,
        UpgradeContract, HeadContract, TlsContract, ConformanceContract, TimeoutContract, LimitContract,
        UnreadContract, VanishContract, StopContract, ProcessContract, FaultContract {

    /// Starts the server in this process, with fresh counters.
    ///
    /// @param wrap  applied to the server's [BatchConsumer]; the identity, unless a test wants a faulty one
    /// @param flags all of its flags, those of [#modelFlags] among them
    protected abstract Launch.Running start(UnaryOperator<BatchConsumer> wrap, String... flags) throws Exception;

    /// The server's program.
    protected abstract Class<?> mainClass();

    /// The flags that choose what is tested here, for example `--model virtual`.
    protected List<String> modelFlags() {
        return List.of();
    }

    /// Deadlines are kept by the monotonic clock, which does not jump when someone sets the time.
    @Test
    final void theWallClockIsReadForNothingButTheTimeOfTheStart() throws Exception {
        assertThat(WallClock.readers(mainClass())).isEmpty();
        assertThat(WallClock.readers(Launch.class)).containsExactly("Launch.class");
    }

    /// Outside of the first test's timeout: keytool starts several JVMs.
    @BeforeAll
    static void certificates() {
        assertThat(TestCertificates.keystore()).exists();
    }

    @Override
    public final TestServer serve(UnaryOperator<BatchConsumer> wrap, String... flags) throws Exception {
        Launch.Running running = start(wrap, allFlags(flags).toArray(String[]::new));
        return new TestServer(running.address(), running);
    }

    @Override
    public final ServerProcess spawn(ServerProcess.Surroundings around, String... flags) throws Exception {
        return ServerProcess.start(mainClass(), around, allFlags(flags));
    }

    /// Adds what every server needs and the test does not give.
    private List<String> allFlags(String... flags) {
        List<String> all = new ArrayList<>(modelFlags());
        Collections.addAll(all, flags);
        addIfAbsent(all, "--port", "0");
        addIfAbsent(all, "--keystore", TestCertificates.keystore().toString());
        addIfAbsent(all, "--password-file", TestCertificates.passwordFile().toString());
        return all;
    }

    private static void addIfAbsent(List<String> flags, String name, String value) {
        if (!flags.contains(name)) {
            flags.add(name);
            flags.add(value);
        }
    }
}
