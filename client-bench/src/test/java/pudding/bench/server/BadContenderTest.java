package pudding.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Contenders that do what none should, as shell scripts: nothing of them is left, and it is said what they did.
@EnabledOnOs(OS.LINUX)
class BadContenderTest {

    @TempDir private Path directory;

    private final String mark = "bad-" + UUID.randomUUID();

    @AfterEach
    void nothingIsLeft() {
        assertThat(Leftovers.find(mark)).isEmpty();
    }

    @Test
    void oneWhoseStartFailsIsToldWithItsLastLine() throws Exception {
        ServerFailedException failure = failure("echo no licence; exit 7");

        assertThat(failure.problems()).containsExactly("bad ended by itself with status 7.", "no licence");
    }

    @Test
    void oneThatIsNeverReadyIsEndedWithItsChildren() throws Exception {
        ServerFailedException failure = failure("sleep 1000 & (sleep 1000 &) ; sleep 1000");

        assertThat(failure).hasMessage("bad was not ready within 1 s.");
    }

    @Test
    void oneThatIsReadyAndEndsAtOnceIsSeenToEnd() throws Exception {
        try (ServerProcess server = start("echo READY; sleep 0.2; echo no memory; exit 9")) {
            assertThat(server.endsSoon()).isTrue();
            assertThat(server.died().problems())
                    .containsExactly("bad ended by itself with status 9.", "READY", "no memory");
        }
    }

    @Test
    void oneThatForksIsMeasuredAndEndedAsAWhole() throws Exception {
        try (ServerProcess server = start("echo READY; for i in 1 2 3; do sleep 1000 & done; exec sleep 1000")) {
            await().until(() -> Leftovers.find(mark).size() == 4);

            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.clean()).isTrue();
            assertThat(stopped.left()).isEqualTo(3);
        }
    }

    @Test
    void oneThatPrintsWithoutEndIsReadAndItsLogIsCut() throws Exception {
        try (ServerProcess server = start("echo READY; exec yes ' '")) {
            await().until(server::isLogCut);

            assertThat(server.stop().clean()).isTrue();
            assertThat(Files.size(server.log())).isLessThan(10 << 20);
            assertThat(Files.readString(server.log())).endsWith("(the rest is left out)\n");
        }
    }

    @Test
    void oneThatFloodsItsOutputWithoutLineEndsIsToldInOneShortLine() throws Exception {
        ServerFailedException failure = failure("head -c 100000 /dev/zero | tr '\\0' x; exit 7");

        assertThat(failure.problems()).containsExactly("bad ended by itself with status 7.", "x".repeat(160) + "…");
        assertThat(failure.tail()).containsExactly("x".repeat(400) + "…");
        assertThat(Files.size(directory.resolve("logs/bad.log"))).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void whatFollowsALineThatCameInPartsIsToldToo() throws Exception {
        ServerFailedException failure =
                failure("head -c 8192 /dev/zero | tr '\\0' x; echo; echo out of memory; exit 7");

        assertThat(failure.tail()).containsExactly("x".repeat(400) + "…", "out of memory");
    }

    @Test
    void oneThatIgnoresItsSignalIsKilled() throws Exception {
        try (ServerProcess server = start("trap '' TERM; echo READY; while true; do sleep 1; done")) {
            ServerProcess.StopResult stopped = server.stop();

            assertThat(stopped.forced()).isTrue();
            assertThat(stopped.clean()).isFalse();
        }
    }

    @Test
    void aChildThatHasLeftTheTreeAndWipedItsMarkIsFoundWhileItIsStillAChild() throws Exception {
        try (ServerProcess server = start("env -i sleep 1000 & echo READY; exec sleep 1000")) {
            await().until(() -> server.process().descendants().count() == 1);
            ProcessHandle child = server.process().descendants().findFirst().orElseThrow();

            assertThat(server.stop().left()).isEqualTo(1);
            await().until(() -> !child.isAlive());
        }
    }

    private ServerFailedException failure(String script) {
        ServerFailedException failure = catchThrowableOfType(ServerFailedException.class,
                () -> start(script, Duration.ofSeconds(1)).close());
        assertThat(failure).isNotNull();
        return failure;
    }

    private ServerProcess start(String script) throws Exception {
        return start(script, Duration.ofSeconds(60));
    }

    private ServerProcess start(String script, Duration readyWithin)
            throws IOException, ServerFailedException, InterruptedException {
        Contender bad = new Contender("bad", "", directory, List.of("sh", "-c", script), Map.of(),
                new Contender.Ready.Line(Pattern.compile("^READY")), "/", null, null, null, Contender.Stop.TERM, null,
                null, false);
        return ServerProcess.start(bad, new LaunchSpec(directory, Child.javaHome(), null, 0, directory.resolve("logs"),
                "bad", mark, Certificates.in(directory), LaunchSpec.JvmFlags.defaults(1), readyWithin,
                Link.loopback()));
    }
}
