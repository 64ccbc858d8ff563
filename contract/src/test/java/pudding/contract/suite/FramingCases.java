package pudding.contract.suite;

import java.util.Arrays;
import pudding.contract.suite.ConformanceCases.Cut;

/// Lengths, pings, reserved bits and reserved opcodes: the categories 1 to 4.
final class FramingCases {

    private static final int[] LENGTHS = {0, 125, 126, 127, 128, 65_535, 65_536};
    private static final byte[] PING = Frames.frame(Frames.FIN | Frames.PING);
    private static final byte[] TEXT = Frames.text("Hello, world!");

    private FramingCases() {
    }

    static void addTo(ConformanceCases cases) {
        lengths(cases, "1.1", Frames.TEXT, '*');
        lengths(cases, "1.2", Frames.BINARY, '\u00FE');
        pings(cases);
        pongs(cases);
        reservedBits(cases);
        reservedOpcodes(cases, "4.1", 0x3);
        reservedOpcodes(cases, "4.2", 0xB);
    }

    private static void lengths(ConformanceCases cases, String category, int opcode, char fill) {
        for (int i = 0; i < LENGTHS.length; i++) {
            int length = LENGTHS[i];
            cases.legal(category + "." + (i + 1) + " message of " + length + " bytes", peer -> ConformanceCases
                    .exchange(peer, opcode, ConformanceCases.filled(length, fill), Integer.MAX_VALUE));
        }
        cases.legal(category + ".8 message of 65536 bytes in chops of 997", peer -> ConformanceCases.exchange(peer,
                opcode, ConformanceCases.filled(65_536, fill), 997));
    }

    private static void pings(ConformanceCases cases) {
        ping(cases, "2.1 ping without payload", Cut.TOGETHER, Frames.hex(""));
        ping(cases, "2.2 ping with text", Cut.TOGETHER, Frames.utf8("Hello, world!"));
        ping(cases, "2.3 ping with bytes that are no text", Cut.TOGETHER, Frames.hex("00 FF FE FD FC FB 00 FF"));
        ping(cases, "2.4 ping of 125 bytes", Cut.TOGETHER, ConformanceCases.filled(125, '\u00FE'));
        cases.breach("2.5 ping of 126 bytes", 1002,
                peer -> peer.send(Frames.frame(Frames.FIN | Frames.PING, ConformanceCases.filled(126, '\u00FE'))));
        ping(cases, "2.6 ping of 125 bytes, byte by byte", Cut.BYTE_BY_BYTE, ConformanceCases.filled(125, '\u00FE'));
    }

    private static void ping(ConformanceCases cases, String name, Cut cut, byte[] payload) {
        cases.legal(name, peer -> {
            cut.send(peer, Frames.frame(Frames.FIN | Frames.PING, payload));
            peer.expectPong(payload);
        });
    }

    private static void pongs(ConformanceCases cases) {
        cases.legal("2.7 pong that nobody asked for", peer -> peer.send(Frames.frame(Frames.FIN | Frames.PONG)));
        cases.legal("2.8 the same with payload", peer -> peer.send(Frames.frame(Frames.FIN | Frames.PONG, 'p')));
        cases.legal("2.9 the same, then a ping", peer -> {
            Cut.TOGETHER.send(peer, Frames.frame(Frames.FIN | Frames.PONG, 'p'),
                    Frames.frame(Frames.FIN | Frames.PING, 'q'));
            peer.expectPong(Frames.utf8("q"));
        });
        tenPings(cases, "2.10 ten pings", Cut.TOGETHER);
        tenPings(cases, "2.11 ten pings, byte by byte", Cut.BYTE_BY_BYTE);
    }

    private static void tenPings(ConformanceCases cases, String name, Cut cut) {
        cases.legal(name, peer -> {
            byte[][] pings = new byte[10][];
            Arrays.setAll(pings, i -> Frames.frame(Frames.FIN | Frames.PING, 'p', '0' + i));
            cut.send(peer, pings);
            for (int i = 0; i < pings.length; i++) {
                peer.expectPong(Frames.utf8("p" + i));
            }
        });
    }

    // What came before the breach is answered, what comes after it is not.
    private static void reservedBits(ConformanceCases cases) {
        cases.breach("3.1 text with RSV 1", 1002, peer -> peer.send(reserved(1, Frames.TEXT)));
        Cut[] cuts = Cut.values();
        for (int i = 0; i < cuts.length; i++) {
            int bits = i + 2;
            afterText(cases, "3." + bits + " text with RSV " + bits, cuts[i], reserved(bits, Frames.TEXT));
        }
        cases.breach("3.5 binary with RSV 5", 1002, peer -> peer.send(reserved(5, Frames.BINARY)));
        cases.breach("3.6 ping with RSV 6", 1002, peer -> peer.send(reserved(6, Frames.PING)));
        cases.breach("3.7 close with RSV 7", 1002, peer -> peer.send(reserved(7, Frames.CLOSE)));
    }

    private static byte[] reserved(int bits, int opcode) {
        return Frames.frame(Frames.FIN | (bits << 4) | opcode);
    }

    private static void reservedOpcodes(ConformanceCases cases, String category, int first) {
        cases.breach(category + ".1 opcode " + first, 1002, peer -> peer.send(Frames.frame(Frames.FIN | first)));
        cases.breach(category + ".2 opcode " + (first + 1) + " with payload", 1002,
                peer -> peer.send(Frames.frame(Frames.FIN | (first + 1), 'x')));
        Cut[] cuts = Cut.values();
        for (int i = 0; i < cuts.length; i++) {
            int opcode = first + 2 + i;
            afterText(cases, category + "." + (i + 3) + " opcode " + opcode + " after a text", cuts[i],
                    Frames.frame(Frames.FIN | opcode, 'x'));
        }
    }

    private static void afterText(ConformanceCases cases, String name, Cut cut, byte[] forbidden) {
        cases.breach(name, 1002, peer -> {
            cut.send(peer, TEXT, forbidden, PING);
            peer.expectText("Hello, world!");
        });
    }
}
