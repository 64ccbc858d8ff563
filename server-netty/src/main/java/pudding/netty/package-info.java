/// The server on Netty: the same contract as the plain server's, carried out by a pipeline of handlers.
///
/// ```
///  UnsentWatch           notices that the peer does not read                  from the upgrade on
///  PeerWatch             hears the peer before TLS does
///  SslHandler            Netty: TLS
///  FlushConsolidation…   Netty: one flush per read, however many answers
///  HeadGuard             strictness that HttpServerCodec lacks                 until the upgrade
///  HttpServerCodec       Netty: HTTP/1.1                                       until the upgrade
///  RequestHandler        request → answer, or upgrade                          until the upgrade
///  SilenceWatch          pings a silent peer, or ends it                       from the upgrade on
///  FrameDecoder          Netty's WebSocket13FrameDecoder, and the limit of a message
///  FrameHandler          Netty's WebSocketServerProtocolHandler, and control frames
///  MessageHandler        what is done with each message (MessageGatherer makes messages of frames)
///  ConnectionHandler     refusals, deadlines, back-pressure, the end
/// ```
@NullMarked
package pudding.netty;

import org.jspecify.annotations.NullMarked;
