package pudding.bench.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the processor time of another process in nanoseconds, by clock_gettime(2) of its CPU clock.
///
/// Has no state of its own; may be used by any thread. `/proc/PID/stat` has the same sum, of all threads that
/// live or have ended, but in hundredths of a second.
final class CpuClock {

    private static final @Nullable MethodHandle CLOCK_GETTIME = find();
    private static final int CPUCLOCK_SCHED = 2;

    private CpuClock() {
    }

    /// User and system time of all threads of a process, or nothing where the clock cannot be read: the process has
    /// gone, or this is not 64-bit Linux.
    static OptionalLong processNanos(long pid) {
        MethodHandle call = CLOCK_GETTIME;
        if (call == null) {
            return OptionalLong.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timespec = arena.allocate(ValueLayout.JAVA_LONG, 2);
            // clock_getcpuclockid(3): the complement of the process id, and the kind of clock in the low bits.
            int clock = ((int) ~pid << 3) | CPUCLOCK_SCHED;
            if ((int) call.invokeExact(clock, timespec) != 0) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(timespec.getAtIndex(ValueLayout.JAVA_LONG, 0) * 1_000_000_000L
                    + timespec.getAtIndex(ValueLayout.JAVA_LONG, 1));
        } catch (Throwable e) {
            throw new IllegalStateException("clock_gettime", e);
        }
    }

    @SuppressWarnings("restricted") // the function is the C library's, with exactly this signature
    private static @Nullable MethodHandle find() {
        if (!System.getProperty("os.name").equals("Linux") || ValueLayout.ADDRESS.byteSize() != 8) {
            return null;
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find("clock_gettime")
                    .map(address -> linker.downcallHandle(address, FunctionDescriptor.of(ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS)))
                    .orElse(null);
        } catch (UnsupportedOperationException | IllegalCallerException e) {
            return null;
        }
    }
}
