package pudding.bench.measure.floor;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import pudding.contract.BatchCodec.Binding;
import pudding.contract.Flags;
import pudding.contract.ServerOptions;
import pudding.contract.TlsMaterial;
import pudding.contract.UsageException;

/// Measures the [Floor] and prints it as one line of JSON; run as a process of its own, with a server's flags and on a
/// server's processors.
///
/// Takes `--keystore FILE --password-file FILE`; ends with 2 when they cannot be used.
public final class FloorMain {

    private static final Duration JSON_WITHIN = Duration.ofSeconds(5);
    private static final Duration TLS_JDK_WITHIN = Duration.ofSeconds(5);
    private static final Duration TLS_BORINGSSL_WITHIN = Duration.ofSeconds(3);

    private FloorMain() {
    }

    public static void main(String[] args) throws Exception {
        try {
            Flags flags = Flags.parse(args, ServerOptions.flags(0, Floor.JDK));
            System.out.println(measure(TlsMaterial.load(ServerOptions.from(flags, 0))).toJson());
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static Floor measure(TlsMaterial material) throws Exception {
        List<Floor.Figure> json = json(Binding.DATABIND);
        List<Floor.Figure> tuned = json(Binding.TUNED);
        Map<String, Floor.Figure> tls = new LinkedHashMap<>();
        tls.put(Floor.JDK, tls(material, SslProvider.JDK, TLS_JDK_WITHIN));
        if (OpenSsl.isAvailable()) {
            tls.put(Floor.BORINGSSL, tls(material, SslProvider.OPENSSL, TLS_BORINGSSL_WITHIN));
        }
        return new Floor(sum(json), sum(tuned), json.get(JsonFloor.UTF8), tls);
    }

    private static List<Floor.Figure> json(Binding binding) throws Exception {
        return Rounds.measure(new JsonFloor(binding), JsonFloor.PARTS, JSON_WITHIN);
    }

    private static Floor.Figure sum(List<Floor.Figure> json) {
        return json.get(JsonFloor.INGEST).plus(json.get(JsonFloor.UTF8));
    }

    private static Floor.Figure tls(TlsMaterial material, SslProvider provider, Duration within) throws Exception {
        try (TlsFloor floor = new TlsFloor(material, provider)) {
            return Rounds.measure(floor, TlsFloor.PARTS, within).getFirst();
        }
    }
}
