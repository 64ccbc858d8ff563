package pudding.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Samples where a running JVM spends its processor time, by JDK Flight Recorder; used by one thread.
///
/// On Linux processor time itself is sampled (JEP 509), native code included. Elsewhere Java code is sampled by the
/// clock: a thread in native code may as well be waiting, so that only TLS libraries, which never wait, are counted.
///
/// Flight Recorder costs the server memory for good, and processor time while it starts, records and stops; so
/// neither memory nor the cost of a message is to be read from a window that is profiled.
public final class TimeProfile {

    /// `throttle` as a time is the processor time between two samples of one thread, of which the kernel looks at its
    /// tick only (1 to 10 ms) whether it has passed. It is short, because each of a hundred threads that run for a
    /// moment only must use it up before it is sampled for the first time.
    private static final String CPU_TIME = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.CPUTimeSample">
                <setting name="enabled">true</setting>
                <setting name="throttle">500 us</setting>
                <setting name="stackTrace">true</setting>
              </event>
              <event name="jdk.CPUTimeSamplesLost">
                <setting name="enabled">true</setting>
              </event>
            </configuration>
            """;

    private static final String CLOCK_TIME = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0">
              <event name="jdk.ExecutionSample">
                <setting name="enabled">true</setting>
                <setting name="period">10 ms</setting>
              </event>
              <event name="jdk.NativeMethodSample">
                <setting name="enabled">true</setting>
                <setting name="period">10 ms</setting>
              </event>
            </configuration>
            """;

    private static final String NAME = "name=pudding-time";
    /// Frames of a stack. The JVM's 64 cut the root from one in six of Netty's, whose pipeline carries the codec.
    private static final String DEPTH = "stackdepth=128";

    private final boolean cpuTime;
    /// Each with its top first.
    private final List<List<String>> stacks = new ArrayList<>();
    private int failed;
    private long lost;

    private TimeProfile(boolean cpuTime) {
        this.cpuTime = cpuTime;
    }

    /// Starts to sample a JVM.
    ///
    /// @param javaHome JDK whose `jcmd` asks
    /// @throws IOException when the JVM does not answer, or does not record; nothing is left behind then
    public static Recording start(Path javaHome, long pid) throws IOException, InterruptedException {
        boolean cpuTime = System.getProperty("os.name").equals("Linux");
        return new Recording(new Jcmd(javaHome, pid), cpuTime, TempDirectory.create("pudding-profile-"));
    }

    /// What was seen.
    ///
    /// @param slices where the samples were
    /// @param stacks what they are told from
    public record Taken(Slices slices, FoldedStacks stacks) {
    }

    /// A profile that is being taken; closing it discards it, unless it was stopped.
    public static final class Recording implements AutoCloseable {

        private final Jcmd jcmd;
        private final boolean cpuTime;
        private final TempDirectory directory;
        private boolean running;

        private Recording(Jcmd jcmd, boolean cpuTime, TempDirectory directory)
                throws IOException, InterruptedException {
            this.jcmd = jcmd;
            this.cpuTime = cpuTime;
            this.directory = directory;
            try {
                Path settings =
                        Files.writeString(directory.path().resolve("time.jfc"), cpuTime ? CPU_TIME : CLOCK_TIME);
                // A server that halts in its shutdown hook would leave Flight Recorder's own files in the system's
                // temporary directory.
                expect(jcmd.run("JFR.configure", DEPTH, Jcmd.path("repositorypath", directory.path())),
                        "Repository path: ");
                expect(jcmd.run("JFR.start", NAME, Jcmd.path("settings", settings)), "Started recording");
                running = true;
            } catch (IOException | InterruptedException | RuntimeException e) {
                directory.close();
                throw e;
            }
        }

        /// Stops to sample, and tells what was seen since the start.
        ///
        /// @throws IOException when the JVM has gone, or does not answer
        public Taken stop() throws IOException, InterruptedException {
            Path file = directory.path().resolve("time.jfr");
            try (directory) {
                running = false;
                expect(jcmd.run("JFR.stop", NAME, Jcmd.path("filename", file)), "Stopped recording");
                return new TimeProfile(cpuTime).read(file);
            }
        }

        @Override
        public void close() {
            try (directory) {
                if (running) {
                    running = false;
                    jcmd.run("JFR.stop", NAME);
                }
            } catch (IOException e) {
                // The server has gone, and its recording with it.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void expect(String printed, String words) throws IOException {
            if (!printed.contains(words)) {
                throw new IOException("The server's JVM makes no profile: " + printed.strip().replaceAll("\\s+", " "));
            }
        }
    }

    private Taken read(Path file) throws IOException {
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.CPUTimeSample", "jdk.ExecutionSample" -> add(event);
                    case "jdk.CPUTimeSamplesLost" -> lost += event.getInt("lostSamples");
                    case "jdk.NativeMethodSample" -> {
                        if (FoldedStacks.slice(frames(event.getStackTrace())) == Slice.TLS) {
                            add(event);
                        }
                    }
                    default -> {
                        // What Flight Recorder says of itself.
                    }
                }
            }
        }
        FoldedStacks folded = FoldedStacks.of(stacks);
        return new Taken(folded.slices(cpuTime, failed, lost), folded);
    }

    private void add(RecordedEvent event) {
        List<String> frames = frames(event.getStackTrace());
        if (frames.isEmpty()) {
            failed++;
        } else {
            stacks.add(frames);
        }
    }

    private static List<String> frames(RecordedStackTrace stack) {
        if (stack == null) {
            return List.of();
        }
        Stream<String> frames = stack.getFrames().stream().map(TimeProfile::frame);
        return (stack.isTruncated() ? Stream.concat(frames, Stream.of(FoldedStacks.TRUNCATED)) : frames).toList();
    }

    private static String frame(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        return FoldedStacks.frame(method.getType().getName(), method.getName(), frame.getType());
    }
}
