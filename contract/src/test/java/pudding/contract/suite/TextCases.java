package pudding.contract.suite;

import java.io.IOException;
import java.util.Arrays;

/// Text that is UTF-8, and text that is not, refused as early as its bytes allow: the category 6.
///
/// Its byte sequences are those of Markus Kuhn's UTF-8 decoder stress test.
final class TextCases {

    private static final String GREEK = "CEBA E1BDB9 CF83 CEBC CEB5";
    private static final String SURROGATE = "EDA080";
    private static final String EDITED = "656469746564";
    /// Above U+10FFFF: already its second byte cannot be.
    private static final String TOO_HIGH = "F4908080";

    private TextCases() {
    }

    static void addTo(ConformanceCases cases) {
        emptyFragments(cases);
        cutAnywhere(cases);
        cases.breach("6.3.1 surrogate within text", 1007,
                peer -> peer.send(Frames.frame(Frames.FIN | Frames.TEXT, Frames.hex(GREEK + SURROGATE + EDITED))));
        cases.breach("6.3.2 the same in fragments of one byte", 1007,
                peer -> peer.send(Frames.inSingleByteFragments(Frames.TEXT, Frames.hex(GREEK + SURROGATE + EDITED))));
        failFast(cases);
        sequences(cases);
    }

    private static void emptyFragments(ConformanceCases cases) {
        byte[] none = {};
        cases.legal("6.1.1 text of 0 bytes", peer -> {
            peer.send(Frames.text(""));
            peer.expectText("");
        });
        cases.legal("6.1.2 text in three empty fragments", peer -> {
            fragments(peer, none, none, none);
            peer.expectText("");
        });
        cases.legal("6.1.3 text with empty fragments at its ends", peer -> {
            fragments(peer, none, Frames.utf8("middle"), none);
            peer.expectText("middle");
        });
    }

    private static void cutAnywhere(ConformanceCases cases) {
        String text = "Hello-µ@ßöäüàá-UTF-8!!";
        byte[] greek = Frames.hex(GREEK);
        cases.legal("6.2.1 text", peer -> {
            peer.send(Frames.text(text));
            peer.expectText(text);
        });
        cases.legal("6.2.2 text in two fragments", peer -> {
            fragments(peer, Frames.utf8(text.substring(0, 12)), Frames.utf8(text.substring(12)));
            peer.expectText(text);
        });
        cases.legal("6.2.3 text in fragments of one byte", peer -> {
            peer.send(Frames.inSingleByteFragments(Frames.TEXT, Frames.utf8(text)));
            peer.expectText(text);
        });
        cases.legal("6.2.4 other text in fragments of one byte", peer -> {
            peer.send(Frames.inSingleByteFragments(Frames.TEXT, greek));
            peer.expectMessage(Frames.TEXT, greek);
        });
    }

    // RFC 6455 §8.1. The message is never completed, nor in the last two the frame, so that waiting for that would
    // be seen.
    private static void failFast(ConformanceCases cases) {
        byte[] greek = Frames.hex(GREEK);
        byte[] lead = Frames.hex(GREEK + "F4");
        cases.breach("6.4.1 bad second fragment", 1007,
                peer -> firstThen(peer, greek, Frames.frame(Frames.CONTINUATION, Frames.hex(TOO_HIGH))));
        cases.breach("6.4.2 bad first byte of the second fragment", 1007,
                peer -> firstThen(peer, lead, Frames.frame(Frames.CONTINUATION, 0x90)));
        byte[] frame = Frames.frame(Frames.FIN | Frames.TEXT, Frames.hex(GREEK + TOO_HIGH + EDITED));
        int headerBytes = frame.length - greek.length - 4 - 6;
        cases.breach("6.4.3 bad bytes within an incomplete frame", 1007, peer -> {
            peer.send(Arrays.copyOf(frame, headerBytes + greek.length));
            peer.send(Arrays.copyOfRange(frame, headerBytes + greek.length, headerBytes + greek.length + 4));
        });
        cases.breach("6.4.4 bad byte within an incomplete frame", 1007, peer -> {
            peer.send(Arrays.copyOf(frame, headerBytes + greek.length + 1));
            peer.send(Arrays.copyOfRange(frame, headerBytes + greek.length + 1, headerBytes + greek.length + 2));
        });
    }

    /// Sends a first fragment, makes sure that it was taken, and then a frame.
    private static void firstThen(RawPeer peer, byte[] first, byte[] frame) throws IOException {
        peer.send(Frames.concat(Frames.frame(Frames.TEXT, first), Frames.frame(Frames.FIN | Frames.PING, 'p')));
        peer.expectPong(Frames.utf8("p"));
        peer.send(frame);
    }

    private static void fragments(RawPeer peer, byte[]... payloads) throws IOException {
        for (int i = 0; i < payloads.length; i++) {
            int first = (i == 0 ? Frames.TEXT : Frames.CONTINUATION) | (i == payloads.length - 1 ? Frames.FIN : 0);
            peer.send(Frames.frame(first, payloads[i]));
        }
    }

    private static void sequences(ConformanceCases cases) {
        String category = "";
        int number = 0;
        for (String line : Utf8Sequences.LINES.lines().toList()) {
            if (!line.startsWith(" ")) {
                category = line.replaceFirst(" .*", "");
                number = 0;
                continue;
            }
            for (String text : line.strip().split(" ", -1)) {
                number++;
                sequence(cases, category + "." + number, text.startsWith("+"), text.substring(1));
            }
        }
    }

    private static void sequence(ConformanceCases cases, String number, boolean good, String hex) {
        byte[] text = Frames.hex(hex);
        if (good) {
            cases.legal(number + " good " + hex, peer -> {
                peer.send(Frames.frame(Frames.FIN | Frames.TEXT, text));
                peer.expectMessage(Frames.TEXT, text);
            });
        } else {
            cases.breach(number + " bad " + hex, 1007, peer -> peer.send(Frames.frame(Frames.FIN | Frames.TEXT, text)));
        }
    }
}
