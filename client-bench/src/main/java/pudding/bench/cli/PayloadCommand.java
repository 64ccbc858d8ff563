package pudding.bench.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pudding.bench.load.Payload;
import pudding.bench.load.Payloads;
import pudding.contract.UsageException;

/// `payload`: prints one message, or its digest, for someone who writes a server. Used by the main thread.
@Command(name = "payload", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Prints one message as the generator would send it, and nothing else: no line end.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  pudding payload --index 3 > message.json",
            "  pudding payload --index 3 --digest"})
final class PayloadCommand implements Callable<Integer> {

    @Option(names = "--seed", paramLabel = "N",
            description = "seed of all payloads (default ${DEFAULT-VALUE})") private long seed = 1;

    @Option(names = "--index", paramLabel = "I",
            description = "which payload, and the last digits of its seq (default ${DEFAULT-VALUE})") private int index;

    @Option(names = "--bytes", paramLabel = "N",
            description = "size of the message (default ${DEFAULT-VALUE})") private int bytes = Payloads.DEFAULT_BYTES;

    @Option(names = "--digest",
            description = "print the digest that a server must find, 16 hex digits") private boolean digest;

    @Override
    public Integer call() throws UsageException {
        if (index < 0) {
            throw new UsageException("--index takes a number from 0.");
        }
        Payload payload = Payloads.one(seed, index, bytes);
        long seq = Payloads.FIRST_SEQ + index;
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (digest) {
            out.println(Payload.hex(payload.digest(seq, Payloads.EPOCH_MICROS)));
        } else {
            out.print(payload.text(seq, Payloads.EPOCH_MICROS));
            out.flush();
        }
        return Pudding.DONE;
    }
}
