package pudding.bench.server;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// An open network namespace, which a thread can join by setns(2). Threads and processes that it starts afterwards
/// begin in the same one; those that run already stay where they are.
///
/// Not `ip netns exec`: that mounts another `/sys` over the machine's, and a JVM that is started so finds no control
/// group any more, nor the bounds on its memory and processors.
///
/// Opened and closed by one thread; any may join. Linux alone: the class cannot be loaded elsewhere.
final class Namespace implements AutoCloseable {

    /// The calling thread's own.
    static final Path OWN = Path.of("/proc/thread-self/ns/net");

    private static final int O_RDONLY_O_CLOEXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int EPERM = 1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final long ERRNO_AT = CAPTURED.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = find("open", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS, ValueLayout.JAVA_INT), ERRNO, Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = find("setns", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), ERRNO);
    private static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT));

    private final int descriptor;
    private final long inode;

    private Namespace(int descriptor, long inode) {
        this.descriptor = descriptor;
        this.inode = inode;
    }

    /// Opens one by a file of `/proc/PID/ns` or `/run/netns`.
    ///
    /// @throws IOException when there is none, or it may not be read
    static Namespace open(Path file) throws IOException {
        long inode = inode(file);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            int descriptor = (int) OPEN.invokeExact(captured, arena.allocateFrom(file.toString()),
                    O_RDONLY_O_CLOEXEC);
            if (descriptor < 0) {
                throw new IOException("Namespace " + file.getFileName() + " cannot be opened" + reason(captured));
            }
            return new Namespace(descriptor, inode);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("open", e);
        }
    }

    /// The number by which the kernel knows the namespace of such a file.
    static long inode(Path file) throws IOException {
        return (Long) Files.getAttribute(file, "unix:ino");
    }

    /// Takes the calling thread, which must be a platform thread, into it, and looks that it is there.
    ///
    /// @throws IOException when the kernel refuses
    void join() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            if ((int) SETNS.invokeExact(captured, descriptor, CLONE_NEWNET) != 0) {
                throw new IOException("A network namespace cannot be joined" + reason(captured));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setns", e);
        }
        if (!isJoined()) {
            throw new IOException("A network namespace was joined, and the thread is in another.");
        }
    }

    /// Whether the calling thread is in it.
    boolean isJoined() throws IOException {
        return inode(OWN) == inode;
    }

    /// Whether a process is in it, by its first thread.
    boolean holds(long pid) throws IOException {
        return inode(Path.of("/proc", Long.toString(pid), "ns", "net")) == inode;
    }

    /// Closes the file; whoever joined stays.
    @Override
    public void close() {
        try {
            int _ = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close", e);
        }
    }

    private static String reason(MemorySegment captured) {
        int errno = captured.get(ValueLayout.JAVA_INT, ERRNO_AT);
        return errno == EPERM ? ": that is for root." : " (errno " + errno + ").";
    }

    @SuppressWarnings("restricted") // the functions are the C library's, with exactly these signatures
    private static MethodHandle find(String name, FunctionDescriptor signature, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, options);
    }
}
