/// The server on Netty: the same contract as the plain server's, carried out by a pipeline of handlers.
///
/// ```
///  PeerWatch             hears the peer, and notices when it falls silent
///  SslHandler            Netty: TLS
///  FlushConsolidation…   Netty: one flush per read, however many answers
///  HeadGuard             strictness that HttpServerCodec lacks                 until the upgrade
///  HttpServerCodec       Netty: HTTP/1.1                                       until the upgrade
///  RequestHandler        request → answer, or upgrade                          until the upgrade
///  WebSocket13Frame…     Netty: frames                                         from the upgrade on
///  FrameHandler          Netty's WebSocketServerProtocolHandler, and control frames
///  MessageHandler        what is done with each message                        from the upgrade on
///  ConnectionHandler     refusals, deadlines, back-pressure, the end
/// ```
@NullMarked
package pudding.netty;

import org.jspecify.annotations.NullMarked;
