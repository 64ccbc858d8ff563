package pudding.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A headless Chromium of this machine, told what to do over its DevTools protocol. All that it writes lies in one
/// directory; with it, all its processes end.
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final String LISTENING = "DevTools listening on ";
    private static final long PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    /// The browser that is installed.
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name))).filter(Files::isExecutable).findFirst();
    }

    /// Starts it.
    ///
    /// @param dir where it may write
    Browser(Path executable, Path dir) throws IOException {
        List<String> command = new ArrayList<>(List.of(executable.toString(), "--headless=new", "--disable-gpu",
                "--remote-debugging-port=0", "--user-data-dir=" + dir.resolve("profile"), "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                "--disable-crash-reporter", "--disable-crashpad-for-testing"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", dir.toString());
        builder.environment().put("TMPDIR", dir.toString());
        process = builder.start();
        BufferedReader lines = process.errorReader();
        socket = http.newWebSocketBuilder().buildAsync(URI.create(address(lines)), new Ear()).join();
        Thread.ofPlatform().daemon().start(() -> lines.lines().forEach(_ -> {
        }));
    }

    private static String address(BufferedReader lines) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                return line.substring(LISTENING.length());
            }
            said.append(line).append('\n');
        }
        throw new IOException("The browser ended before it listened: " + said);
    }

    /// An empty tab, whose events are those of its session.
    Tab open() throws Exception {
        String target = call("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asText();
        String session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId").asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(session, domain + ".enable", Map.of());
        }
        return new Tab(session);
    }

    private JsonNode call(String session, String method, Map<String, ?> parameters)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
        message.set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        socket.sendText(message.toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode said = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (said.has("error")) {
            throw new IOException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    /// One page, looked at in one way.
    final class Tab {

        private final String session;

        private Tab(String session) {
            this.session = session;
        }

        JsonNode call(String method, Map<String, ?> parameters) throws Exception {
            return Browser.this.call(session, method, parameters);
        }

        /// How wide the window is, and what the reader prefers.
        ///
        /// @param media  `screen` or `print`
        /// @param colour `light` or `dark`
        void look(int width, String media, String colour) throws Exception {
            call("Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
            call("Emulation.setEmulatedMedia", Map.of("media", media, "features",
                    List.of(Map.of("name", "prefers-color-scheme", "value", colour))));
        }

        /// Opens a file, and returns when it is loaded.
        void load(Path file) throws Exception {
            call("Page.navigate", Map.of("url", file.toUri().toString()));
            until("location.protocol === 'file:' && document.readyState === 'complete'");
        }

        /// Returns when a condition holds.
        void until(String condition) throws Exception {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!evaluate(condition).asBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException(condition);
                }
                Thread.sleep(20);
            }
        }

        JsonNode evaluate(String expression) throws Exception {
            JsonNode result = call("Runtime.evaluate",
                    Map.of("expression", expression, "returnByValue", true, "userGesture", true));
            if (result.has("exceptionDetails")) {
                throw new IOException(expression + ": " + result.path("exceptionDetails"));
            }
            return result.path("result").path("value");
        }

        /// What the page has seen, of some kinds.
        List<JsonNode> events(String... methods) {
            return events.stream().filter(event -> event.path("sessionId").asText().equals(session)
                    && List.of(methods).contains(event.path("method").asText())).toList();
        }
    }

    /// Ends it, and waits for all its processes.
    void end() throws Exception {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        for (ProcessHandle each : all) {
            each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        http.shutdownNow();
    }

    private final class Ear implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private void heard(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> answer = answers.remove(node.path("id").asInt(-1));
                if (answer != null) {
                    answer.complete(node);
                } else if (node.has("method")) {
                    events.add(node);
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
