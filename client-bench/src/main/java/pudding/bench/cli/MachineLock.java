package pudding.bench.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// The right to measure on this machine: one process has it at a time, whoever's it is, until it gives it back or
/// ends. Taken by any thread, given back by any.
///
/// It is a lock on a file in the system's temporary directory, which the kernel releases with its process. Where the
/// holder before deleted the file after this one had opened it, the lock is on a file without a name, which the next
/// one would not meet; so the file's identity is compared before the opening and after the locking.
final class MachineLock implements AutoCloseable {

    private static final String NAME = "pudding-compare.lock";
    private static final int TRIES = 100;
    private static final int MAX_PID_DIGITS = 20;

    /// Files that this JVM has opened: for the kernel a process does not exclude itself, and loses its lock when it
    /// closes the file a second time.
    private static final Set<Path> OPENED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private MachineLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes the lock of this machine.
    ///
    /// @throws UsageException when another comparison has it, or the file cannot be locked
    static MachineLock take() throws UsageException {
        return take(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static MachineLock take(Path directory) throws UsageException {
        Path file = directory.resolve(NAME).toAbsolutePath();
        if (!OPENED.add(file)) {
            throw new UsageException(sentence(""));
        }
        try {
            for (int i = 0; i < TRIES; i++) {
                FileChannel channel = tryOnce(file);
                if (channel != null) {
                    return new MachineLock(file, channel);
                }
            }
            throw new UsageException("The lock " + file + " cannot be taken; try again.");
        } catch (IOException e) {
            OPENED.remove(file);
            throw new UsageException("The lock " + file + " cannot be opened (" + e.getClass().getSimpleName()
                    + "); delete it if no other comparison is running.");
        } catch (UsageException e) {
            OPENED.remove(file);
            throw e;
        }
    }

    /// Opens and locks the file; null where it was made or deleted meanwhile.
    private static @Nullable FileChannel tryOnce(Path file) throws IOException, UsageException {
        FileChannel channel = null;
        boolean taken = false;
        try {
            Object before = identity(file);
            // Without CREATE: in a directory like /tmp the kernel refuses that for the file of another user. No link
            // is followed, which someone else could have laid to a file of this user.
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (channel.tryLock() == null) {
                String holder = holder(channel);
                throw new UsageException(sentence(holder.matches("\\d+") ? ", process " + holder : ""));
            }
            if (!Objects.equals(before, identity(file))) {
                return null;
            }
            channel.truncate(0);
            String pid = Long.toString(ProcessHandle.current().pid());
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            taken = true;
            return channel;
        } catch (NoSuchFileException e) {
            if (channel == null) {
                create(file);
            }
            return null;
        } finally {
            if (channel != null && !taken) {
                channel.close();
            }
        }
    }

    /// Device and inode of what has the name now; null where the file system has no such thing.
    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }

    /// Makes the file, for every user to open.
    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
            // After the fact, because the process's mask would take these away.
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        } catch (FileAlreadyExistsException | NoSuchFileException | UnsupportedOperationException e) {
            // Another process was quicker to make it, or to use and delete it; or there are no such permissions.
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_PID_DIGITS);
        channel.read(bytes, 0);
        return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
    }

    private static String sentence(String holder) {
        return "Another comparison is running on this machine" + holder
                + "; two at once would measure each other, so wait until it ends.";
    }

    /// Deletes the file and then gives the lock back: whoever had opened it finds that it has no name any more.
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // In a directory like /tmp, the file of another user, who was killed; unlocked, it does no harm.
        } finally {
            OPENED.remove(file);
        }
    }
}
