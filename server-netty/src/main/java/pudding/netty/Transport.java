package pudding.netty;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pudding.contract.UsageException;

/// How Netty drives sockets.
public enum Transport {
    EPOLL, IO_URING, NIO;

    static {
        Settings.apply();
    }

    /// Epoll where the platform has it, else NIO.
    static Transport preferred() {
        return EPOLL.isAvailable() ? EPOLL : NIO;
    }

    /// Whether this platform has it.
    public boolean isAvailable() {
        return unavailability() == null;
    }

    /// What stands for it on the command line.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws UsageException where this platform does not have it, naming one that it has
    void require() throws UsageException {
        @Nullable Throwable cause = unavailability();
        if (cause != null) {
            throw new UsageException("--transport " + word()
                    + " is not available on this platform: use --transport " + preferred().word()
                    + " (" + firstCause(cause) + ").");
        }
    }

    IoHandlerFactory ioHandlers() {
        return switch (this) {
            case EPOLL -> EpollIoHandler.newFactory();
            case IO_URING -> IoUringIoHandler.newFactory();
            case NIO -> NioIoHandler.newFactory();
        };
    }

    Class<? extends ServerChannel> serverChannel() {
        return switch (this) {
            case EPOLL -> EpollServerSocketChannel.class;
            case IO_URING -> IoUringServerSocketChannel.class;
            case NIO -> NioServerSocketChannel.class;
        };
    }

    private @Nullable Throwable unavailability() {
        return switch (this) {
            case EPOLL -> Epoll.unavailabilityCause();
            case IO_URING -> IoUring.unavailabilityCause();
            case NIO -> null;
        };
    }

    /// The first line of the innermost cause: the outer ones say that a class could not be initialised.
    static String firstCause(Throwable thrown) {
        Throwable innermost = thrown;
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            innermost = cause;
        }
        return String.valueOf(innermost.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
