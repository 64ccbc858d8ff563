package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.server.Child;
import pudding.bench.server.ChildProgram;

@EnabledOnOs(OS.LINUX)
class TimeProfileIT {

    @Test
    void aBusyMethodIsSeenAndNothingIsLeftBehind() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC")) {
            TimeProfile.Recording recording = TimeProfile.start(Child.javaHome(), child.pid());

            child.tell("allocate-mb=15000");
            TimeProfile.Taken taken = recording.stop();
            Slices slices = taken.slices();

            assertThat(slices.cpuTime()).isTrue();
            assertThat(slices.total()).isGreaterThan(20);
            assertThat(slices.share(Slice.REST)).isGreaterThan(0.9);
            // It allocates, because a loop without a safepoint would be told as the method that it calls next.
            assertThat(slices.hottest()).extracting(Slices.HotFrame::method)
                    .contains(ChildProgram.class.getName() + ".allocate");
            String main = ChildProgram.class.getName() + ".main";
            assertThat(taken.stacks().counts().keySet()).anyMatch(stack -> stack.matches(
                    Pattern.quote(main) + "_\\[[0ij]];.*" + Pattern.quote(ChildProgram.class.getName())
                            + "\\.allocate_\\[[0ij]].*"));
            assertThat(taken.stacks().counts().values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(slices.total());
            assertThat(filesOf(child.pid())).isEmpty();
        }
    }

    @Test
    void aSecondProfileSeesOnlyWhatCameAfterTheFirst() throws Exception {
        try (Child child = Child.start("-XX:+UseSerialGC")) {
            TimeProfile.start(Child.javaHome(), child.pid()).close();
            child.tell("allocate-mb=5000");

            TimeProfile.Recording second = TimeProfile.start(Child.javaHome(), child.pid());
            Slices slices = second.stop().slices();

            assertThat(slices.hottest()).extracting(Slices.HotFrame::method)
                    .doesNotContain(ChildProgram.class.getName() + ".allocate");
        }
    }

    @Test
    void aServerThatDiesMeanwhileIsAnErrorAndClosingIsNot() throws Exception {
        Child child = Child.start();
        try (TimeProfile.Recording recording = TimeProfile.start(Child.javaHome(), child.pid())) {
            child.close();

            assertThatThrownBy(recording::stop).isInstanceOf(IOException.class)
                    .hasMessageStartingWith("jcmd JFR.stop failed: ");
        }
    }

    /// What Flight Recorder names after a process, and what a profile has of its own.
    private static List<Path> filesOf(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith("_" + pid)).toList();
        }
    }
}
