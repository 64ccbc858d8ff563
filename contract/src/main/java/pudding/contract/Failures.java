package pudding.contract;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Tells a failure that costs one connection from one that ends the process, and ends it; safe for use by many
/// threads at once.
///
/// An exception of the server's own, or an overflow of the stack, costs the connection on which it happens. After
/// any other [VirtualMachineError], above all [OutOfMemoryError], nothing in the process can be relied on: it ends.
/// So it does when an exception reaches the top of a thread, because others depend on that thread: no server is
/// better than half of one.
public final class Failures {

    /// That of the JVM itself with `-XX:+ExitOnOutOfMemoryError`.
    static final int STATUS = 3;

    /// For when there is no memory left to say it otherwise.
    private static final byte[] OUT_OF_MEMORY = "The server ends: it is out of memory.\n"
            .getBytes(StandardCharsets.US_ASCII);
    private static final FileOutputStream ERR = new FileOutputStream(FileDescriptor.err);

    private Failures() {
    }

    /// The refusal of a connection on which the server failed.
    ///
    /// @throws Error that `failure` is or was caused by, if it ends the process
    public static Rejection rejection(Throwable failure) {
        throwIfFatal(failure);
        return new Rejection(Refusal.INTERNAL, "The server failed: " + failure.getClass().getSimpleName() + ".");
    }

    /// Throws the error that `failure` is or was caused by, if it ends the process.
    public static void throwIfFatal(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError error && !isOfOneThread(error)) {
                throw error;
            }
        }
    }

    /// Does the same where a framework would catch what is thrown: has the thread's
    /// [Thread.UncaughtExceptionHandler] see to it.
    public static void endIfFatal(Throwable failure) {
        try {
            throwIfFatal(failure);
        } catch (VirtualMachineError e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /// Has the process end, with status 3 and one sentence, when an exception reaches the top of any thread.
    static void endProcessOnUncaught() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            try {
                System.err.println("The server ends: " + failure + " in thread " + thread.getName() + ".");
            } catch (OutOfMemoryError e) {
                sayWithoutMemory();
            } finally {
                Runtime.getRuntime().halt(STATUS);
            }
        });
    }

    /// Too deep a stack is undone by leaving it. For want of a thread HotSpot throws an OutOfMemoryError, too,
    /// although there may be memory in plenty.
    private static boolean isOfOneThread(VirtualMachineError error) {
        return error instanceof StackOverflowError || (error instanceof OutOfMemoryError
                && String.valueOf(error.getMessage()).startsWith("unable to create native thread"));
    }

    private static void sayWithoutMemory() {
        try {
            ERR.write(OUT_OF_MEMORY);
        } catch (IOException e) {
            // There is nowhere left to say it.
        }
    }
}
