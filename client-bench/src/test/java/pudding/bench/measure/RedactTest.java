package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /home/ann/pudding/server.jar                    | server.jar
            --keystore=/home/ann/certs/server.p12           | --keystore=server.p12
            -Xlog:gc:file=/tmp/x/a.gc.log:timenanos         | -Xlog:gc:file=a.gc.log:timenanos
            a.jar:/home/ann/b.jar                           | a.jar:b.jar
            Keystore /home/ann/c.p12 does not open.         | Keystore c.p12 does not open.
            (in directory "/home/ann/x")                    | (in directory "x")
            READY wss://127.0.0.1:8443 pid=1                | READY wss://127.0.0.1:8443 pid=1
            /127.0.0.1:5000 tls: No TLS.                    | /127.0.0.1:5000 tls: No TLS.
            /ingest                                         | /ingest
            """)
    void directoriesAreTakenOutAndNothingElse(String text, String redacted) {
        assertThat(Redact.paths(text)).isEqualTo(redacted);
    }
}
