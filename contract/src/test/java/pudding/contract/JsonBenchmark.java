package pudding.contract;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import pudding.contract.jmh.Benchmarks;
import pudding.contract.jmh.Messages;

/// A message's bytes into its record, by each [JsonStep] on the way.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonBenchmark {

    @Param public JsonStep step;

    private Messages messages;
    private JsonStep.Reader reader;

    @Setup
    public void prepare() {
        messages = new Messages();
        reader = step.reader();
    }

    @Benchmark
    public TelemetryBatch read() throws Exception {
        return reader.read(messages.next());
    }

    @Test
    void run() throws Exception {
        Benchmarks.run(JsonBenchmark.class);
    }
}
