package pudding.bench.server;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A [ChildProgram] in a JVM of its own that a test talks to; for one thread at a time.
public final class Child implements AutoCloseable {

    private final Process process;
    private final BufferedWriter in;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.in = process.outputWriter();
        this.out = process.inputReader();
    }

    /// Starts one and waits until it runs.
    public static Child start(String... javaFlags) throws IOException {
        List<String> command = new ArrayList<>(List.of(java().toString()));
        command.addAll(List.of(javaFlags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ChildProgram.class.getName(),
                "print=running"));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Child child = new Child(process);
        if (!"running".equals(child.out.readLine())) {
            throw new IOException("The child does not run.");
        }
        return child;
    }

    public static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    static Path java() {
        return javaHome().resolve("bin", "java");
    }

    public long pid() {
        return process.pid();
    }

    /// Has it carry out a command; returns its number.
    public long tell(String command) throws IOException {
        in.write(command);
        in.newLine();
        in.flush();
        String answer = out.readLine();
        if (answer == null || !answer.startsWith("done ")) {
            throw new IOException("The child answered: " + answer);
        }
        return Long.parseLong(answer.substring(5));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
