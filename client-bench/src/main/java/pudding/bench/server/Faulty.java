package pudding.bench.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import pudding.contract.UsageException;

/// The contenders of `selftest`: `plain-platform` with a known fault, from a jar of server-plain's tests.
///
/// Has no state; may be used by any thread.
public final class Faulty {

    private static final String TEMPLATE = "/selftest/faulty.yml";
    private static final Pattern FAULT = Pattern.compile("[a-z-]{1,20}(:[0-9]{1,9})?");

    private Faulty() {
    }

    /// The contender with one fault, named `faulty-` and the fault, with a dash for its colon.
    ///
    /// @param fault as the server's `--fault` takes it: `none`, `skip-parsing`, `lose:N`, `lose-count:N` or
    ///              `burn:MICROS`; the server itself refuses any other
    /// @throws IllegalArgumentException when it does not have that form
    public static Contender contender(String fault) {
        if (!FAULT.matcher(fault).matches()) {
            throw new IllegalArgumentException("\"" + fault + "\" is no fault.");
        }
        try (InputStream in = Faulty.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("The jar lacks " + TEMPLATE + ".");
            }
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("NAME", fault.replace(':', '-'))
                    .replace("FAULT", fault);
            return Descriptor.read(yaml.getBytes(StandardCharsets.UTF_8), TEMPLATE, null);
        } catch (IOException | UsageException e) {
            throw new IllegalStateException(TEMPLATE, e);
        }
    }
}
