package pudding.bench.measure.floor;

import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.TlsMaterial;
import pudding.contract.jmh.Benchmarks;
import pudding.contract.suite.TestCertificates;

/// A message's record decrypted by the engine of each provider, as the floor measures it.
///
/// The records are encrypted between the timed calls; that work's allocation is in the figures of allocation.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// JMH calls handshake before anything else.
@SuppressWarnings("NullAway.Init")
public class TlsBenchmark {

    @Param({"JDK", "OPENSSL"}) public SslProvider provider;

    private TlsFloor floor;

    @Setup
    public void handshake() throws Exception {
        String[] flags = {"--keystore", TestCertificates.keystore().toString(), "--password-file",
            TestCertificates.passwordFile().toString()};
        floor = new TlsFloor(TlsMaterial.load(
                ServerOptions.from(Flags.parse(flags, ServerOptions.flags(0, Floor.JDK)), 0)), provider);
    }

    @Setup(Level.Invocation)
    public void encrypt() throws Exception {
        floor.encrypt();
    }

    @Benchmark
    @OperationsPerInvocation(Message.COUNT)
    public long decrypt() throws Exception {
        return floor.decrypt();
    }

    @TearDown
    public void close() {
        floor.close();
    }

    @Test
    void run() throws Exception {
        Benchmarks.run(TlsBenchmark.class);
    }
}
