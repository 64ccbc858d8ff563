package pudding.contract.suite;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The list of cases that [ConformanceContract] puts to a server; each belongs to one peer with `/echo` open.
///
/// The numbers are those of the widely used WebSocket conformance suite, so that results can be laid side by side;
/// the cases are written anew from their published descriptions, and are stricter: every reply and its order is
/// expected, every refusal must come with its code, and where bytes can be refused early no later byte is sent.
final class ConformanceCases {

    /// @param body what the peer does, to the end of the stream
    record Case(String name, Body body) {
    }

    /// What a peer sends, and what it expects.
    interface Body {
        void run(RawPeer peer) throws IOException;
    }

    /// How frames are cut into writes, each of which is a TLS record.
    enum Cut {
        TOGETHER, FRAME_BY_FRAME, BYTE_BY_BYTE;

        void send(RawPeer peer, byte[]... frames) throws IOException {
            switch (this) {
                case TOGETHER -> peer.send(Frames.concat(frames));
                case FRAME_BY_FRAME -> {
                    for (byte[] frame : frames) {
                        peer.send(frame);
                    }
                }
                case BYTE_BY_BYTE -> peer.sendSingly(Frames.concat(frames));
            }
        }
    }

    private final List<Case> cases = new ArrayList<>();

    private ConformanceCases() {
    }

    static List<Case> all() {
        ConformanceCases cases = new ConformanceCases();
        FramingCases.addTo(cases);
        FragmentCases.addTo(cases);
        TextCases.addTo(cases);
        CloseCases.addTo(cases);
        LimitCases.addTo(cases);
        return cases.cases;
    }

    /// A case after which the connection is still open; it ends by a closing handshake with 1000.
    void legal(String name, Body body) {
        ended(name, peer -> {
            body.run(peer);
            peer.send(Frames.close(1000));
            peer.expectClose(1000);
        });
    }

    /// A case that must end with the server's Close of this code.
    void breach(String name, int code, Body body) {
        ended(name, peer -> {
            body.run(peer);
            peer.expectClose(code);
        });
    }

    private void ended(String name, Body body) {
        cases.add(new Case(name, peer -> {
            body.run(peer);
            peer.expectEnd();
        }));
    }

    /// Sends one message, in writes of at most `chop` bytes, and expects it back.
    static void exchange(RawPeer peer, int opcode, byte[] payload, int chop) throws IOException {
        byte[] frame = Frames.frame(Frames.FIN | opcode, payload);
        for (int from = 0; from < frame.length; from += chop) {
            peer.send(Arrays.copyOfRange(frame, from, Math.min(frame.length, from + chop)));
        }
        peer.expectMessage(opcode, payload);
    }

    static byte[] filled(int length, char c) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) c);
        return bytes;
    }
}
