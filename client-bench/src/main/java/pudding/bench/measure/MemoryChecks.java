package pudding.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Judges memory; has no state.
final class MemoryChecks {

    /// Heap bound of the generator, which the launcher sets.
    private static final long GENERATOR_BYTES = 2L << 30;
    private static final long SWAP_BYTES = 100L << 20;

    private MemoryChecks() {
    }

    static List<Check> of(MachineReadings.Memory memory, long heapBytes) {
        return List.of(free(memory, heapBytes + GENERATOR_BYTES), swap(memory.swapUsedBytes()),
                hugePages(memory.hugePages()));
    }

    private static Check free(MachineReadings.Memory memory, long neededBytes) {
        long group = Objects.requireNonNullElse(memory.groupBytes(), Long.MAX_VALUE);
        boolean bound = group < memory.availableBytes();
        long free = bound ? group : memory.availableBytes();
        String found = gigabytes(free) + (bound ? " in this control group" : " available");
        return free >= neededBytes ? Check.ok("memory", found)
                : new Check("memory", found + " where heaps may take " + gigabytes(neededBytes),
                        free < neededBytes / 2 ? Check.Level.BAD : Check.Level.WARN, bound
                                ? "Raise the memory bound of this container or service to "
                                        + gigabytes(neededBytes) + "."
                                : "Stop what else holds memory here; top -o %MEM shows it.");
    }

    private static Check swap(long usedBytes) {
        String found = String.format(Locale.ROOT, "%,d MB in use", usedBytes >> 20);
        return usedBytes <= SWAP_BYTES ? Check.ok("swap", found)
                : new Check("swap", found + ": pages that are out are not counted as resident", Check.Level.WARN,
                        "Type sudo swapoff -a for the time of measuring.");
    }

    private static Check hugePages(@Nullable String setting) {
        if (setting == null || !setting.equals("always")) {
            return Check.ok("huge pages", setting == null ? "not told" : setting);
        }
        return new Check("huge pages", "always: resident memory grows by 2 MB at a time", Check.Level.NOTE,
                "Type echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled.");
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) (1L << 30));
    }
}
