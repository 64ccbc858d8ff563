package pudding.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

/// A headless Chromium of this machine, told what to do over its DevTools protocol. All that it writes lies in one
/// directory; with it, all its processes end.
final class Browser {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long PATIENCE_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final OutputStream toBrowser;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    /// Fails with the reason when it says no more.
    private final CompletableFuture<JsonNode> ended = new CompletableFuture<>();

    /// The browser that is installed.
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(dir -> NAMES.stream().map(name -> Path.of(dir, name))).filter(Files::isExecutable).findFirst();
    }

    /// Starts it. It is spoken to over its descriptors 3 and 4, so that it opens no port; each message ends with a NUL.
    ///
    /// @param dir where it may write
    Browser(Path executable, Path dir) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" 3<&0 4>&1 0</dev/null 1>&2", "sh",
                executable.toString(), "--headless=new", "--disable-gpu", "--disable-quic", "--remote-debugging-pipe",
                "--user-data-dir=" + dir.resolve("profile"), "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", dir.toString());
        builder.environment().put("TMPDIR", dir.toString());
        process = builder.start();
        toBrowser = process.getOutputStream();
        Thread.ofPlatform().daemon().name("browser").start(this::listen);
    }

    private void listen() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b > 0) {
                    message.write(b);
                } else {
                    heard(JSON.readTree(message.toByteArray()));
                    message.reset();
                }
            }
            ended.completeExceptionally(new EOFException("The browser ended."));
        } catch (IOException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void heard(JsonNode message) {
        CompletableFuture<JsonNode> answer = answers.remove(message.path("id").asInt(-1));
        if (answer != null) {
            answer.complete(message);
        } else if (message.has("method")) {
            events.add(message);
        }
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
        synchronized (toBrowser) {
            toBrowser.write((message + "\0").getBytes(StandardCharsets.UTF_8));
            toBrowser.flush();
        }
        JsonNode said = answer.applyToEither(ended, Function.identity()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
        call("", "Browser.close", Map.of());
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        for (ProcessHandle each : all) {
            each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
