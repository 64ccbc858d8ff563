package pudding.bench.measure.ramp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import pudding.bench.load.Sources;
import pudding.bench.measure.Environment;
import pudding.bench.measure.MachineReader;
import pudding.bench.measure.PackagedServers;
import pudding.bench.measure.Rig;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.RampKind;
import pudding.bench.plan.RampPlan;
import pudding.bench.plan.WarmUp;
import pudding.bench.server.Contender;
import pudding.bench.server.Contenders;
import pudding.bench.server.CpuSets;

/// Small ramps against the packaged servers, and against some that misbehave.
@EnabledOnOs(OS.LINUX)
class RampRunnerIT extends PackagedServers {

    @Test
    void anIdleCeilingIsFoundAndHeldAgain() throws Exception {
        RampRun run = run(Contenders.find("netty-jdk"), RampKind.IDLE);

        assertThat(run.problems()).isEmpty();
        assertThat(run.attempts()).extracting(Attempt::clients).containsExactly(100, 150, 150);
        assertThat(run.attempts()).allMatch(Attempt::held)
                .allMatch(attempt -> attempt.keeps(RampKind.IDLE, plan(100, 150), true));
        assertThat(run.attempts().getLast().confirmation()).isTrue();
        Attempt.Hold hold = Objects.requireNonNull(run.attempts().getLast().hold());
        assertThat(Objects.requireNonNull(hold.pings()).answered()).isGreaterThanOrEqualTo(150);
    }

    @Test
    void aSustainedCeilingAccountsForEveryMessage() throws Exception {
        RampRun run = run(Contenders.find("plain-eventloop"), RampKind.SUSTAINED);

        assertThat(run.problems()).isEmpty();
        Attempt last = run.attempts().getLast();
        assertThat(last.connecting().open()).isEqualTo(150);
        assertThat(Objects.requireNonNull(last.ledger()).balances()).isTrue();
        assertThat(last.ledger().sent()).isGreaterThanOrEqualTo(Objects.requireNonNull(last.hold()).sent());
    }

    @Test
    void aServerThatIsFullIsNotBlamedOnTheMachine() throws Exception {
        RampRun run = run(Contenders.find("plain-virtual").withArguments(List.of("--max-connections=120")),
                RampKind.IDLE);

        assertThat(run.attempts()).extracting(Attempt::clients).startsWith(100, 150, 120);
        Attempt refused = run.attempts().get(1);
        assertThat(refused.held()).isFalse();
        assertThat(refused.connecting().open()).isEqualTo(120);
        assertThat(refused.connecting().failures()).containsOnlyKeys("upgrade 503");
        assertThat(run.attempts().getLast().clients()).isEqualTo(120);
        assertThat(run.attempts().getLast().held()).isTrue();
    }

    @Test
    void aServerThatDiesEndsTheSearchWithTheReason() throws Exception {
        RampRun run = run(wrapped("\"$@\" & p=$!; sleep 3; kill -9 $p; wait $p"), RampKind.IDLE);

        assertThat(run.attempts()).hasSize(3).noneMatch(Attempt::held)
                .allSatisfy(attempt -> assertThat(attempt.death()).isNotNull());
        assertThat(run.attempts().getFirst().reason()).isEqualTo("the server ended by itself with status 137");
        assertThat(run.problems()).containsExactly("It stood still or ended by itself three times.");
    }

    @Test
    void aServerThatRefusesHalfOfTheConnectionsEndsTheSearch() throws Exception {
        String tests = System.getProperty("java.class.path").split(File.pathSeparator, -1)[0];
        RampRun run = run(described("refusing", "  - '{java}'\n  - -cp\n  - '" + tests + "'\n  - "
                + RefusingProxy.class.getName() + "\n  - '{port}'\n", "--port=0", "^FRONT wss://[^ ]+:(?<port>\\d+) "),
                RampKind.IDLE, plan(10, 10));

        Attempt first = run.attempts().getFirst();
        assertThat(first.held()).isFalse();
        assertThat(first.connecting().opened()).isBetween(3, 7);
        assertThat(first.connecting().failures().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(first.connecting().tried() - first.connecting().opened());
        assertThat(run.attempts()).filteredOn(attempt -> attempt.clients() > 2).noneMatch(Attempt::held);
    }

    @Test
    void aStartIsTimedBesideAnEmptyJvmAndWithAnAotCache() throws Exception {
        RampRun run = run(Contenders.find("netty-jdk"), RampKind.STARTS);

        assertThat(run.problems()).isEmpty();
        Starts starts = Objects.requireNonNull(run.starts());
        assertThat(starts.emptyMillis()).hasSize(1);
        assertThat(starts.plainMillis()).hasSize(1);
        assertThat(starts.cachedMillis()).hasSize(1);
        assertThat(Objects.requireNonNull(starts.cacheBytes())).isGreaterThan(1_000_000);
    }

    @Test
    void aPartOfTheSlopesThatFailsIsToldAndTheOthersAreMade() throws Exception {
        RampRun run = run(Contenders.find("plain-virtual").withArguments(List.of("--max-connections=120")),
                RampKind.SLOPES);

        assertThat(run.complete()).isFalse();
        assertThat(run.problems()).singleElement().asString()
                .startsWith("In the part cpu: Only 120 of 200 connections opened: ");
        Slopes slopes = Objects.requireNonNull(run.slopes());
        assertThat(slopes.cpu()).extracting(Slopes.Cpu::connections).containsExactly(10);
        assertThat(slopes.handshakes()).hasSize(4)
                .allMatch(handshakes -> Boolean.TRUE.equals(handshakes.warm()) && handshakes.completed() > 0);
    }

    private Contender wrapped(String script) throws Exception {
        return described("wrapped", "  - sh\n  - -c\n  - '" + script + "'\n  - sh\n", "--port={port}",
                "^READY wss://[^ ]+:(?<port>\\d+) ");
    }

    /// `plain-virtual` behind other words.
    private Contender described(String name, String before, String port, String ready) throws Exception {
        Path file = directory().resolve(name + ".yml");
        Files.writeString(file, "name: " + name + "\ndescription: misbehaves\nstart:\n" + before
                + """
                          - '{java}'
                          - '{java_flags}'
                          - -jar
                          - '{home}/server-plain/target/server-plain.jar'
                          - --host={host}
                          - PORT
                          - --keystore={keystore}
                          - --password-file={password_file}
                          - --model=virtual
                        ready:
                          line: 'READY'
                        path: /ingest
                        ack: /ack
                        stats: /stats
                        stop: TERM
                        """.replace("PORT", "'" + port + "'").replace("'READY'", "'" + ready + "'"));
        return Contenders.read(file);
    }

    private static RampPlan plan(int first, int most) {
        RampPlan usual =
                RampPlan.of(7, List.of("one"), new Placement("", "", IdleCpus.SLEEP, List.of(), Network.LOOPBACK),
                        RampPlan.Idle.of(first, most, 2), RampPlan.Sustained.of(first, most, 2, 1, 60_000), null,
                        new RampPlan.Slopes(List.of(10, 20), List.of(10, 200), 100, 1, 1),
                        new RampPlan.Starts(1, 5, 50, 1));
        return new RampPlan(usual.schema(), usual.kinds(), usual.seed(), usual.contenders(), usual.idle(),
                usual.sustained(), null, usual.slopes(), new WarmUp(2_000, 1_000, 2_000, 1, 1, 1, 2),
                usual.messageBytes(),
                usual.heapMegabytes(), usual.placement(), usual.starts());
    }

    private RampRun run(Contender contender, RampKind kind) throws Exception {
        return run(contender, kind, plan(100, 150));
    }

    private RampRun run(Contender contender, RampKind kind, RampPlan plan) throws Exception {
        CpuSets cpus = CpuSets.UNPINNED;
        Rig rig = rig(cpus);
        Lab lab = new Lab(rig, plan, MachineReader.bounds(Environment.collect(rig)),
                Sources.of(InetAddress.getByName(rig.link().firstSource()), 50), new RampWatcher() {
                    @Override
                    public void begins(String name, RampKind of, String doing) {
                    }

                    @Override
                    public void tried(String name, RampKind of, Attempt attempt) {
                    }

                    @Override
                    public void offered(String name, Curve.Point point) {
                    }
                });
        return new RampRunner(lab, System::nanoTime).run(contender, kind);
    }
}
