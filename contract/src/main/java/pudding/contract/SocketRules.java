package pudding.contract;

/// The socket settings that both servers hold; the defaults of the JDK and of Netty differ.
public final class SocketRules {

    /// Accept backlog asked of the kernel, which caps it at `net.core.somaxconn`.
    public static final int BACKLOG = 4096;

    /// TCP_NODELAY of every accepted socket.
    public static final boolean NO_DELAY = true;

    /// SO_REUSEADDR of the listening socket.
    public static final boolean REUSE_ADDRESS = true;

    private SocketRules() {
    }
}
