package pudding.contract.suite;

import pudding.contract.suite.ConformanceCases.Cut;

/// The closing handshake: the category 7.
final class CloseCases {

    private static final int[] LEGAL = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999};
    private static final int[] ILLEGAL = {0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999};
    private static final byte[] CLOSE = Frames.close(1000);
    private static final byte[] PING = Frames.frame(Frames.FIN | Frames.PING, 'p');

    private CloseCases() {
    }

    static void addTo(ConformanceCases cases) {
        cases.legal("7.1.1 text, then close", peer -> {
            peer.send(Frames.text("Hello, world!"));
            peer.expectText("Hello, world!");
        });
        cases.breach("7.1.2 two closes", 1000, peer -> Cut.FRAME_BY_FRAME.send(peer, CLOSE, CLOSE));
        cases.breach("7.1.3 ping after close", 1000, peer -> Cut.FRAME_BY_FRAME.send(peer, CLOSE, PING));
        cases.breach("7.1.4 text after close", 1000,
                peer -> Cut.FRAME_BY_FRAME.send(peer, CLOSE, Frames.text("Hello, world!")));
        cases.breach("7.1.5 close between fragments", 1000, peer -> Cut.FRAME_BY_FRAME.send(peer,
                Frames.frame(Frames.TEXT, 'a'), CLOSE, Frames.frame(Frames.FIN | Frames.CONTINUATION, 'b')));
        // The published suite leaves open whether the message comes back; here it was received, and so it must.
        cases.breach("7.1.6 text of 256 KiB, close and ping at once", 1000, peer -> {
            byte[] text = ConformanceCases.filled(1 << 18, '*');
            Cut.TOGETHER.send(peer, Frames.frame(Frames.FIN | Frames.TEXT, text), CLOSE, PING);
            peer.expectMessage(Frames.TEXT, text);
        });
        payloads(cases);
        for (int i = 0; i < LEGAL.length; i++) {
            int code = LEGAL[i];
            cases.breach("7.7." + (i + 1) + " close " + code, code, peer -> peer.send(Frames.close(code)));
        }
        for (int i = 0; i < ILLEGAL.length; i++) {
            int code = ILLEGAL[i];
            cases.breach("7.9." + (i + 1) + " close " + code, 1002, peer -> peer.send(Frames.close(code)));
        }
        // The published suite leaves both open; RFC 6455 §7.4 knows neither.
        cases.breach("7.13.1 close 5000", 1002, peer -> peer.send(Frames.close(5000)));
        cases.breach("7.13.2 close 65535", 1002, peer -> peer.send(Frames.close(65_535)));
    }

    private static void payloads(ConformanceCases cases) {
        cases.breach("7.3.1 close without payload", 1005, peer -> peer.send(close("")));
        cases.breach("7.3.2 close with half a code", 1002, peer -> peer.send(close("03")));
        cases.breach("7.3.3 close with a code", 1000, peer -> peer.send(close("03E8")));
        cases.breach("7.3.4 close with a reason", 1000, peer -> peer.send(close("03E8 627965")));
        cases.breach("7.3.5 close with the longest reason", 1000, peer -> peer.send(close("03E8" + "2A".repeat(123))));
        cases.breach("7.3.6 close with too long a reason", 1002, peer -> peer.send(close("03E8" + "2A".repeat(124))));
        cases.breach("7.5.1 close with a reason that is not UTF-8", 1007,
                peer -> peer.send(close("03E8 CEBAE1BDB9CF83CEBCCEB5 EDA080 656469746564")));
    }

    private static byte[] close(String hex) {
        return Frames.frame(Frames.FIN | Frames.CLOSE, Frames.hex(hex));
    }
}
