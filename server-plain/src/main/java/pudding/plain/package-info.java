/// A TLS WebSocket server on the JDK alone, in three models: a platform thread or a virtual thread for each
/// connection, and one event loop with a pool of workers.
///
/// The twins of the Netty server are `Main`, `Options`, `Server` and `MessageHandler`. All else is protocol code
/// that a server without a framework owns: the WebSocket codec ([FrameDecoder], [FrameEncoder] and what they
/// use), the HTTP head ([RequestParser], [HttpResponse]), and the two drivers ([ThreadServer] with
/// [ThreadConnection], [ThreadConversation] and [TlsStream], [EventLoop] with [LoopConnection], [LoopConversation]
/// and [TlsChannel]).
@NullMarked
package pudding.plain;

import org.jspecify.annotations.NullMarked;
