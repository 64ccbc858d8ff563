package pudding.bench.measure;

import java.util.List;

/// A part of a server's processor time, told from a sampled stack.
///
/// The frame nearest to the top whose class is in the table decides; frames of others, such as the JDK's
/// collections, strings and buffers, and Netty's buffers, work for whoever called them. What the kernel does is
/// known by a native method on top, because nothing of Java is on top of a system call.
///
/// ```
///  top    HashMap.put                      not in the table
///         UTF8StreamJsonParser.nextToken   JSON: decides
///         MessageHandler.onText            the rest
///         SslHandler.decode                TLS: the whole of Netty's pipeline runs on top of it
///  bottom EpollIoHandler.run               the rest
/// ```
public enum Slice {
    /// Codec, digest and UTF-8 check.
    JSON,
    /// Records, ciphers and their driver, without the socket beneath.
    TLS,
    /// System calls for sockets, polling and waiting threads.
    KERNEL,
    /// Framing, unmasking and what the model needs: its loop, its threads, its buffers.
    REST;

    /// One frame of a sampled stack.
    ///
    /// @param className  with its package
    /// @param methodName without arguments
    /// @param isNative   whether the method is not Java code
    record Frame(String className, String methodName, boolean isNative) {
    }

    /// Native methods of these are system calls.
    private static final List<String> SYSTEM_CALLS = List.of(
            // Sockets and their polling: NIO, blocking sockets, and what virtual threads wait with.
            "sun.nio.ch.", "sun.nio.fs.", "java.net.", "java.io.",
            // Netty's transports.
            "io.netty.channel.epoll.", "io.netty.channel.unix.", "io.netty.channel.uring.",
            "io.netty.channel.kqueue.",
            // Waiting and waking: a futex.
            "jdk.internal.misc.Unsafe.park", "jdk.internal.misc.Unsafe.unpark", "java.lang.Object.wait",
            "java.lang.Object.notify", "java.lang.Thread.yield", "java.lang.Thread.sleep", "java.lang.Thread.start");

    /// A class, or a package with its last dot, and whose work it does.
    private record Owner(String prefix, Slice slice) {
    }

    /// The first that fits decides, so that the special precede the general.
    private static final List<Owner> OWNERS = List.of(
            new Owner("com.fasterxml.jackson.", JSON),
            new Owner("tools.jackson.", JSON),
            new Owner("pudding.contract.BatchCodec", JSON),
            new Owner("pudding.contract.BatchConsumer", JSON),
            new Owner("pudding.contract.BatchDeserializer", JSON),
            new Owner("pudding.contract.Digest", JSON),
            new Owner("pudding.contract.Ingest", JSON),
            new Owner("pudding.contract.MemberNames", JSON),
            new Owner("pudding.contract.TelemetryBatch", JSON),
            new Owner("pudding.contract.TextTable", JSON),
            new Owner("pudding.contract.Utf8JsonFactory", JSON),
            new Owner("pudding.contract.Utf8Validator", JSON),
            new Owner("sun.security.", TLS),
            new Owner("javax.net.ssl.", TLS),
            new Owner("javax.crypto.", TLS),
            new Owner("java.security.", TLS),
            new Owner("com.sun.crypto.provider.", TLS),
            new Owner("org.conscrypt.", TLS),
            new Owner("io.netty.handler.ssl.", TLS),
            new Owner("io.netty.internal.tcnative.", TLS),
            // The socket that an SSLSocket reads belongs to the model, not to TLS, whose frames are beneath it.
            new Owner("sun.nio.ch.", REST),
            new Owner("java.net.", REST),
            // Netty's pipeline: its frames stand on those of SslHandler, which calls the handlers after it.
            new Owner("io.netty.handler.", REST),
            new Owner("io.netty.channel.", REST),
            new Owner("io.netty.bootstrap.", REST),
            // Framing and models of the servers, and what else they share.
            new Owner("pudding.", REST));

    /// The slice of a stack, its top first; an empty one is the rest.
    static Slice of(List<Frame> stack) {
        if (!stack.isEmpty() && stack.getFirst().isNative() && isSystemCall(stack.getFirst())) {
            return KERNEL;
        }
        for (Frame frame : stack) {
            for (Owner owner : OWNERS) {
                if (frame.className().startsWith(owner.prefix())) {
                    return owner.slice();
                }
            }
        }
        return REST;
    }

    private static boolean isSystemCall(Frame frame) {
        String method = frame.className() + "." + frame.methodName();
        return SYSTEM_CALLS.stream().anyMatch(method::startsWith);
    }
}
