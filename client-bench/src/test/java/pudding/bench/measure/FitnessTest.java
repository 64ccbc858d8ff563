package pudding.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pudding.bench.measure.Check.Level;
import pudding.bench.measure.MachineReadings.Bounds;
import pudding.bench.measure.MachineReadings.Cpus;
import pudding.bench.measure.MachineReadings.Load;
import pudding.bench.measure.MachineReadings.Memory;
import pudding.bench.measure.MachineReadings.ThreadBound;
import pudding.bench.measure.MachineReadings.Tools;
import pudding.bench.plan.IdleCpus;
import pudding.bench.plan.Network;
import pudding.bench.plan.Placement;
import pudding.bench.plan.Plan;
import pudding.bench.plan.Profile;
import pudding.bench.server.CpuSets;

class FitnessTest {

    private static final long GB = 1L << 30;
    private static final Map<Integer, List<Integer>> WHOLE_CORES = Map.of(0, List.of(0), 1, List.of(1), 2, List.of(2),
            3, List.of(3));

    private Cpus cpus = cpus(WHOLE_CORES, null, "performance", null, "tsc");
    private Load load = new Load(2, 0, 0.01, 0.2, List.of(), List.of());
    private Bounds bounds = bounds(1_048_576L, Map.of(ThreadBound.PID_MAX, 4_194_304L), 1_048_576L, 64_512L);
    private Memory memory = new Memory(8 * GB, null, 0, "madvise");
    private Tools tools = new Tools(25, "25.0.1+8, Eclipse Adoptium", true, true, true, true, 50 * GB);

    @Test
    void aGoodMachineHasNothingThatMatters() {
        Fitness fitness = judge();

        assertThat(fitness.checks()).extracting(Check::level).containsOnly(Level.OK);
        assertThat(fitness.checks()).extracting(Check::name).doesNotHaveDuplicates().contains("steal", "open files",
                "memory", "JDK");
        assertThat(fitness.whatMatters()).isEmpty();
        assertThat(fitness.fit()).isTrue();
    }

    @Test
    void whatMattersBeginsWithTheWorst() {
        load = new Load(2, 0.03, 0, 0, List.of(), List.of());
        tools = new Tools(21, "21.0.2+13, A Vendor", true, true, true, true, 50 * GB);

        assertThat(judge().whatMatters()).containsExactly(
                "JDK: 21.0.2+13, A Vendor. Install a JDK 25, such as Eclipse Temurin 25, or set PUDDING_JAVA_HOME to "
                        + "one.",
                "Steal: 3.0 % of the CPU time in 2 s. Measure at another hour or on a machine of your own, because "
                        + "the host gives this one's CPU time to others.");
        assertThat(judge().fit()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.02, OK", "0.021, WARN", "0.2, WARN", "0.201, BAD"})
    void stealIsJudgedAsAWindowsIs(double share, Level level) {
        load = new Load(2, share, 0, 0, List.of(), List.of());

        assertThat(check("steal").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"0.05, OK", "0.051, WARN", "0.5, WARN", "0.51, BAD"})
    void otherLoadIsJudgedAsAWindowsIs(double share, Level level) {
        load = new Load(2, 0, share, 0, List.of(), List.of());

        assertThat(check("other load").level()).isEqualTo(level);
    }

    @Test
    void aLoadAverageOverHalfTheProcessorsIsNoted() {
        load = new Load(2, 0, 0, 2.1, List.of(), List.of());

        assertThat(check("load average").level()).isEqualTo(Level.NOTE);
        assertThat(check("load average").found()).isEqualTo("2.10 on 4 CPUs");
    }

    @Test
    void leftoversAreToldWithTheCommandThatEndsThem() {
        load = new Load(2, 0, 0, 0, List.of(71L, 4_000L), List.of());

        assertThat(check("leftovers")).isEqualTo(new Check("leftovers", "2 servers of another run", Level.WARN,
                "Wait until that run has ended, or type kill 71 4000."));
    }

    @Test
    void namespacesThatAreLeftAreToldWithTheCommandThatRemovesThem() {
        load = new Load(2, 0, 0, 0, List.of(), List.of("pudding-7-8-server", "pudding-7-8-load"));

        assertThat(check("namespaces")).isEqualTo(new Check("namespaces", "2 of a killed run", Level.NOTE,
                "The next run with --network netns removes them, or type ip netns delete pudding-7-8-load; "
                        + "ip netns delete pudding-7-8-server."));
    }

    @Test
    void oneProcessorForBothIsAWarning() {
        cpus = new Cpus(List.of(0, 1), List.of(1), new CpuSets(List.of(1), List.of(1), "shared"),
                Map.of(1, List.of(0, 1)), null, null, null, "tsc");

        assertThat(check("CPUs").level()).isEqualTo(Level.WARN);
        assertThat(check("CPUs").found()).isEqualTo("2 online, 1 allowed");
        assertThat(check("cores").level()).isEqualTo(Level.OK);
    }

    @Test
    void serverAndGeneratorOnThreadsOfOneCoreAreToldWhichProcessorsToTake() {
        cpus = cpus(Map.of(0, List.of(0, 2), 1, List.of(1, 3), 2, List.of(0, 2), 3, List.of(1, 3)), null, null, null,
                null);

        assertThat(check("cores")).isEqualTo(new Check("cores",
                "2 cores, with the server and the generator on threads of one core", Level.WARN,
                "Start it as taskset -c 0-1 ./pudding …, which uses one thread of each core."));
    }

    @Test
    void threadsOfOneCoreOnTheSameSideAreNoMatter() {
        cpus = cpus(Map.of(0, List.of(0, 1), 1, List.of(0, 1), 2, List.of(2, 3), 3, List.of(2, 3)), null, null, null,
                null);

        assertThat(check("cores").level()).isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource({", OK", "4.0, OK", "3.5, WARN", "2.0, WARN", "1.9, BAD"})
    void aQuotaBelowTheProcessorsThrottles(@Nullable Double quota, Level level) {
        cpus = cpus(WHOLE_CORES, quota, null, null, null);

        assertThat(check("CPU quota").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"governor, ondemand,, tsc, WARN", "turbo, performance, true, tsc, NOTE",
        "turbo, performance, false, tsc, OK", "clock source, performance,, hpet, NOTE",
        "clock source, performance,, kvm-clock, OK"})
    void theClocksShouldNotWander(String name, String governor, @Nullable Boolean turbo, String clock, Level level) {
        cpus = cpus(WHOLE_CORES, null, governor, turbo, clock);

        assertThat(check(name).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"2199, BAD, '2,199, for 1,999 clients where 2,000 are planned'",
        "2200, NOTE, '2,200, for 2,000 clients; the article has 25,000'",
        "25199, NOTE, '25,199, for 24,999 clients; the article has 25,000'",
        "25200, OK, '25,200, for 25,000 clients'"})
    void openFilesMustDoForThePlanAndShouldDoForTheArticle(long files, Level level, String found) {
        bounds = bounds(files, Map.of(), null, null);

        assertThat(check("open files").level()).isEqualTo(level);
        assertThat(check("open files").found()).isEqualTo(found);
        assertThat(Objects.requireNonNullElse(check("open files").advice(), "--nofile=25200:25200"))
                .contains("--nofile=25200:25200");
    }

    @ParameterizedTest
    @CsvSource({"PROCESSES, Type sudo prlimit --pid $$ --nproc=25400:25400 in the shell that starts this.",
        "PID_MAX, Type sudo sysctl kernel.pid_max=25400.", "THREADS_MAX, Type sudo sysctl kernel.threads-max=25400.",
        "GROUP, 'Allow this container or service 25400 of them: --pids-limit=25400 with Docker, TasksMax=25400 with "
                + "systemd.'"})
    void theLowestBoundOfThreadsIsTheOneToRaise(ThreadBound lowest, String advice) {
        Map<ThreadBound, Long> threads = new EnumMap<>(ThreadBound.class);
        for (ThreadBound bound : ThreadBound.values()) {
            threads.put(bound, bound == lowest ? 2_399L : 32_768L);
        }
        bounds = bounds(null, threads, null, null);

        assertThat(check("threads")).isEqualTo(new Check("threads",
                "2,399 by " + lowest.label() + ", for 1,999 clients where 2,000 are planned", Level.BAD, advice));
    }

    @ParameterizedTest
    @CsvSource({"65530, OK", "51999, NOTE", "5999, BAD"})
    void everyThreadTakesTwoMemoryMaps(long maps, Level level) {
        bounds = bounds(null, Map.of(), maps, null);

        assertThat(check("memory maps").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"28232, OK", "24999, NOTE", "1999, BAD"})
    void everyClientTakesALocalPort(long ports, Level level) {
        bounds = bounds(null, Map.of(), null, ports);

        assertThat(check("local ports").level()).isEqualTo(level);
    }

    @Test
    void aShortQueueOfConnectionsIsToldWithItsSetting() {
        bounds = new Bounds(null, Map.of(), null, null, 4_095L, 512L);

        assertThat(check("accept backlog")).isEqualTo(new Check("accept backlog",
                "4095 where the servers ask for 4096", Level.WARN, "Type sudo sysctl net.core.somaxconn=4096."));
        assertThat(check("SYN backlog").level()).isEqualTo(Level.NOTE);
    }

    @ParameterizedTest
    @CsvSource({"3.0,, OK, 3.0 GB available", "2.9,, WARN, 2.9 GB available where heaps may take 3.0 GB",
        "1.4,, BAD, 1.4 GB available where heaps may take 3.0 GB",
        "8, 2, WARN, 2.0 GB in this control group where heaps may take 3.0 GB"})
    void memoryMustHoldBothHeaps(double available, @Nullable Double group, Level level, String found) {
        memory = new Memory((long) (available * GB), group == null ? null : (long) (group * GB), 0, "never");

        assertThat(check("memory").level()).isEqualTo(level);
        assertThat(check("memory").found()).isEqualTo(found);
    }

    @Test
    void swapInUseAndHugePagesBearOnResidentMemory() {
        memory = new Memory(8 * GB, null, 101L << 20, "always");

        assertThat(check("swap").level()).isEqualTo(Level.WARN);
        assertThat(check("huge pages").level()).isEqualTo(Level.NOTE);
    }

    @Test
    void whatIsMissingFromTheJdkAndTheSystemIsTold() {
        tools = new Tools(25, "25", false, false, false, false, 49L << 20);

        assertThat(List.of("jcmd", "certificates", "taskset", "disk")).extracting(name -> check(name).level())
                .containsExactly(Level.BAD, Level.BAD, Level.WARN, Level.BAD);
    }

    @Test
    void offLinuxOnlyToolsAreLookedAt() {
        Fitness fitness = Fitness.judge(new MachineReadings(false, cpus, load, bounds, memory, tools), need());

        assertThat(fitness.checks()).extracting(Check::name).containsExactly("system", "JDK", "jcmd", "certificates",
                "disk");
        assertThat(fitness.fit()).isFalse();
    }

    @Test
    void aPlanNeedsItsLargestWindow() {
        assertThat(Fitness.Need.of(Plan.of(Profile.QUICK, List.of("a"), 1,
                new Placement("", "", IdleCpus.SLEEP, List.of(), Network.LOOPBACK))).clients()).isEqualTo(
                        Profile.QUICK.windows().values().stream().mapToInt(w -> w.clients()).max().orElseThrow());
    }

    private Check check(String name) {
        return judge().checks().stream().filter(check -> check.name().equals(name)).findFirst().orElseThrow();
    }

    private Fitness judge() {
        return Fitness.judge(new MachineReadings(true, cpus, load, bounds, memory, tools), need());
    }

    private static Fitness.Need need() {
        return new Fitness.Need(2_000, GB);
    }

    private static Cpus cpus(Map<Integer, List<Integer>> siblings, @Nullable Double quota, @Nullable String governor,
            @Nullable Boolean turbo, @Nullable String clock) {
        List<Integer> four = IntStream.range(0, 4).boxed().toList();
        return new Cpus(four, four, new CpuSets(List.of(0, 1), List.of(2, 3), null), siblings, quota, governor, turbo,
                clock);
    }

    private static Bounds bounds(@Nullable Long files, Map<ThreadBound, Long> threads, @Nullable Long maps,
            @Nullable Long ports) {
        return new Bounds(files, threads, maps, ports, 4_096L, 4_096L);
    }
}
