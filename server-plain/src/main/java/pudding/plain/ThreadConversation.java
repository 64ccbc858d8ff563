package pudding.plain;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import pudding.contract.CloseCodes;
import pudding.contract.Failures;
import pudding.contract.Refusal;
import pudding.contract.Rejection;
import pudding.contract.RequestRules.Outcome;

/// Makes sense of one connection's plaintext on its thread: requests, then messages.
///
/// Whoever calls it holds the connection's lock, except for [#isWebSocket].
///
/// ```
///            101 sent
///  REQUEST ────────────▶ OPEN       from both, the connection is closed: after a refusal, a Close, the last answer,
///   │  ▲                            a silence that is too long
///   └──┘ 200
/// ```
final class ThreadConversation {

    private enum State {
        REQUEST, OPEN
    }

    /// What there is once it is OPEN.
    private record WebSocket(FrameDecoder decoder, MessageHandler handler) {
    }

    private final ThreadConnection connection;
    private final Service service;

    private volatile State state = State.REQUEST;
    private RequestParser request;
    private boolean answered;
    private @Nullable WebSocket webSocket;
    private int pings;

    ThreadConversation(ThreadConnection connection, Service service) {
        this.connection = connection;
        this.service = service;
        request = service.requestParser();
    }

    /// Whether it is OPEN; any thread may ask.
    boolean isWebSocket() {
        return state == State.OPEN;
    }

    /// Takes plaintext, as [TlsStream.Receiver] does.
    void received(byte[] bytes, int begin, int to) throws IOException {
        try {
            int from = begin;
            while (connection.isTalking() && state == State.REQUEST && from < to) {
                from = request(bytes, from, to);
            }
            if (connection.isTalking() && webSocket != null) {
                messages(webSocket, bytes, from, to);
            }
            if (connection.isTalking() && state == State.OPEN) {
                // Not before, because the peer is not listened to meanwhile.
                pings = 0;
                connection.expireIn(service.silence().dueNanos(0));
            }
        } catch (Rejection rejection) {
            refuse(rejection);
        } catch (RuntimeException | StackOverflowError e) {
            refuse(Failures.rejection(e));
        }
    }

    /// Nothing was received by the deadline.
    void expired() throws IOException {
        switch (state) {
            case REQUEST -> {
                if (answered && request.isEmpty()) {
                    connection.close();
                } else {
                    refuse(new Rejection(Refusal.REQUEST_TIMEOUT, "The request took too long."));
                }
            }
            case OPEN -> silent();
        }
    }

    /// The server stops.
    void goAway() throws IOException {
        switch (state) {
            case REQUEST -> connection.leave();
            case OPEN -> connection.close(FrameEncoder.close(CloseCodes.GOING_AWAY, "going away"));
        }
    }

    /// The connection has ended.
    void closed() {
        if (webSocket != null) {
            service.counters().connectionClosed();
        }
    }

    /// Takes bytes of a request, and answers it when it is complete.
    ///
    /// @return where the bytes begin that follow it
    private int request(byte[] bytes, int from, int to) throws Rejection, IOException {
        int next = request.feed(bytes, from, to);
        if (request.isComplete()) {
            switch (service.requests().decide(request)) {
                case Outcome.Answer answer -> {
                    boolean keepAlive = request.keepsAlive();
                    connection.send(HttpResponse.answer(answer, keepAlive));
                    if (keepAlive) {
                        answered = true;
                        request = service.requestParser();
                        connection.expireIn(service.limits().handshakeTimeout().toNanos());
                    } else {
                        connection.close();
                    }
                }
                case Outcome.Upgrade(var endpoint, var key) -> {
                    // First of all, because from here on a place is taken that must be given back.
                    webSocket = new WebSocket(service.decoder(), service.handler(endpoint, connection::send));
                    // An open WebSocket does not keep its request's head.
                    request = service.requestParser();
                    connection.send(HttpResponse.switching(key));
                    state = State.OPEN;
                }
            }
        }
        return next;
    }

    private void messages(WebSocket open, byte[] bytes, int from, int to) throws Rejection, IOException {
        open.decoder().feed(bytes, from, to);
        for (Event event = open.decoder().next(); event != null; event = open.decoder().next()) {
            if (event instanceof Event.Close(int code, _)) {
                connection.close(FrameEncoder.close(code, ""));
                return;
            }
            open.handler().on(event);
        }
    }

    /// Nothing was received for as long as the rules allow.
    private void silent() throws IOException {
        try {
            service.silence().check(pings);
        } catch (Rejection rejection) {
            refuse(rejection);
            return;
        }
        connection.expireIn(service.silence().dueNanos(pings + 1) - service.silence().dueNanos(pings));
        pings++;
        connection.send(FrameEncoder.PING);
    }

    /// Says no in the language of the state.
    private void refuse(Rejection rejection) throws IOException {
        connection.reject(rejection);
        Refusal refusal = rejection.refusal();
        connection.close(refusal.isClose()
                ? FrameEncoder.close(refusal.code(), rejection.closeReason())
                : HttpResponse.refusal(rejection, request.method()));
    }
}
