package pudding.bench.measure.ramp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A front before a server that ends every second connection at once; run as a process of its own.
final class RefusingProxy {

    private static final Pattern READY = Pattern.compile("^READY wss://[^ ]+:(\\d+) ");

    private RefusingProxy() {
    }

    /// Starts the server, and takes its place.
    ///
    /// @param args port to listen on, and the command that starts the server behind on a port of its own
    public static void main(String[] args) throws IOException {
        Process server = new ProcessBuilder(Arrays.asList(args).subList(1, args.length))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        int behind = port(server);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(Integer.parseInt(args[0]), 4_096, loopback)) {
            System.out.println("FRONT wss://127.0.0.1:" + listener.getLocalPort() + " ");
            for (int i = 0;; i++) {
                Socket client = listener.accept();
                if (i % 2 == 1) {
                    client.close();
                    continue;
                }
                Socket to = new Socket(loopback, behind);
                copy(client, to);
                copy(to, client);
            }
        }
    }

    private static int port(Process server) throws IOException {
        BufferedReader lines = new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return Integer.parseInt(ready.group(1));
            }
        }
        throw new IOException("The server ended.");
    }

    private static void copy(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                in.transferTo(out);
            } catch (IOException e) {
                // One of the two has gone.
            }
        });
    }
}
