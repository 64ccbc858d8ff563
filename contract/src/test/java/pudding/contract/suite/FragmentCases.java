package pudding.contract.suite;

import pudding.contract.suite.ConformanceCases.Cut;

/// Messages in fragments, with control frames between them, and fragments out of order: the category 5.
final class FragmentCases {

    private static final byte[] FIRST = Frames.frame(Frames.TEXT, Frames.utf8("fragment1"));
    private static final byte[] NEXT = Frames.frame(Frames.CONTINUATION, Frames.utf8("fragment2"));
    private static final byte[] LAST = Frames.frame(Frames.FIN | Frames.CONTINUATION, Frames.utf8("fragment2"));
    private static final byte[] PING = Frames.frame(Frames.FIN | Frames.PING, Frames.utf8("ping"));
    private static final byte[] TEXT = Frames.text("Hello, world!");

    private FragmentCases() {
    }

    static void addTo(ConformanceCases cases) {
        cases.breach("5.1 ping in two fragments", 1002, peer -> peer.send(Frames.concat(
                Frames.frame(Frames.PING, 'a'), LAST)));
        cases.breach("5.2 pong in two fragments", 1002, peer -> peer.send(Frames.concat(
                Frames.frame(Frames.PONG, 'a'), LAST)));
        inEveryCut(3, "text in two fragments", (name, cut) -> cases.legal(name, peer -> {
            cut.send(peer, FIRST, LAST);
            peer.expectText("fragment1fragment2");
        }));
        inEveryCut(6, "the same with a ping between", (name, cut) -> cases.legal(name, peer -> {
            cut.send(peer, FIRST, PING, LAST);
            peer.expectPong(Frames.utf8("ping"));
            peer.expectText("fragment1fragment2");
        }));
        inEveryCut(9, "final continuation of nothing", (name, cut) -> cases.breach(name, 1002,
                peer -> cut.send(peer, LAST, TEXT)));
        inEveryCut(12, "continuation of nothing", (name, cut) -> cases.breach(name, 1002,
                peer -> cut.send(peer, NEXT, TEXT)));
        cases.breach("5.15 continuation after a whole message", 1002, peer -> {
            Cut.TOGETHER.send(peer, FIRST, LAST, NEXT, TEXT);
            peer.expectText("fragment1fragment2");
        });
        cases.breach("5.16 continuation, then text, then the continuation's end", 1002,
                peer -> Cut.TOGETHER.send(peer, NEXT, TEXT, LAST));
        cases.breach("5.17 final continuation, then text, then continuation", 1002,
                peer -> Cut.TOGETHER.send(peer, LAST, TEXT, NEXT));
        cases.breach("5.18 text within a fragmented text", 1002, peer -> Cut.TOGETHER.send(peer, FIRST, TEXT));
        fivePieces(cases, "5.19 text in five fragments with pings between", Cut.TOGETHER);
        fivePieces(cases, "5.20 the same, byte by byte", Cut.BYTE_BY_BYTE);
    }

    private interface InCut {
        void add(String name, Cut cut);
    }

    private static void inEveryCut(int number, String name, InCut adds) {
        int next = number;
        for (Cut cut : Cut.values()) {
            adds.add("5." + next + " " + name + ", " + cut, cut);
            next++;
        }
    }

    // RFC 6455 §5.5.2: the answer must come as soon as is practical, and so before the message is complete.
    private static void fivePieces(ConformanceCases cases, String name, Cut cut) {
        cases.legal(name, peer -> {
            cut.send(peer, FIRST, NEXT, PING);
            peer.expectPong(Frames.utf8("ping"));
            cut.send(peer, NEXT, NEXT, Frames.frame(Frames.FIN | Frames.PING, 'p'), LAST);
            peer.expectPong(Frames.utf8("p"));
            peer.expectText("fragment1" + "fragment2".repeat(4));
        });
    }
}
