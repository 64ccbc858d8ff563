package pudding.contract;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import pudding.contract.jmh.Benchmarks;
import pudding.contract.jmh.Messages;

/// Whether a message is UTF-8: by the contract's validator, and by the JDK's decoder.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Utf8Benchmark {

    private final Messages messages = new Messages();
    private final Utf8Validator validator = new Utf8Validator();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(Messages.BYTES);

    @Benchmark
    public boolean validator() {
        byte[] message = messages.next();
        return validator.append(message, 0, message.length) && validator.isComplete();
    }

    @Benchmark
    public boolean decoder() {
        return decoder.reset().decode(ByteBuffer.wrap(messages.next()), chars.clear(), true).isUnderflow();
    }

    @Test
    void run() throws Exception {
        Benchmarks.run(Utf8Benchmark.class);
    }
}
