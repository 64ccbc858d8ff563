package pudding.contract.suite;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Large messages, many fragments, many small writes and many messages: the categories 9 and 10.
final class LimitCases {

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;
    private static final int[] LENGTHS = {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB};
    private static final int[] FRAGMENTS = {64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB};
    private static final int[] CHOPS = {64, 128, 256, 512, 1024, 2048};
    private static final int[] SMALL = {0, 16, 64, 256, 1024, 4096};
    private static final int ROUND_TRIPS = 1000;

    private LimitCases() {
    }

    static void addTo(ConformanceCases cases) {
        for (int opcode : new int[] {Frames.TEXT, Frames.BINARY}) {
            char fill = opcode == Frames.TEXT ? '*' : '\u00FE';
            for (int i = 0; i < LENGTHS.length; i++) {
                int length = LENGTHS[i];
                cases.legal("9." + opcode + "." + (i + 1) + " message of " + length + " bytes", peer -> ConformanceCases
                        .exchange(peer, opcode, ConformanceCases.filled(length, fill), length + 14));
            }
            for (int i = 0; i < FRAGMENTS.length; i++) {
                int size = FRAGMENTS[i];
                fragmented(cases, "9." + (opcode + 2) + "." + (i + 1), opcode, fill, 4 * MIB, size);
            }
            for (int i = 0; i < CHOPS.length; i++) {
                int chop = CHOPS[i];
                cases.legal("9." + (opcode + 4) + "." + (i + 1) + " 1 MiB in chops of " + chop,
                        peer -> ConformanceCases.exchange(peer, opcode, ConformanceCases.filled(MIB, fill), chop));
            }
            for (int i = 0; i < SMALL.length; i++) {
                int length = SMALL[i];
                cases.legal("9." + (opcode + 6) + "." + (i + 1) + " 1000 messages of " + length + " bytes", peer -> {
                    byte[] payload = ConformanceCases.filled(length, fill);
                    for (int k = 0; k < ROUND_TRIPS; k++) {
                        ConformanceCases.exchange(peer, opcode, payload, Integer.MAX_VALUE);
                    }
                });
            }
        }
        fragmented(cases, "10.1.1", Frames.TEXT, '*', 64 * KIB, 1300);
    }

    private static void fragmented(ConformanceCases cases, String number, int opcode, char fill, int length, int size) {
        cases.legal(number + " " + length + " bytes in fragments of " + size, peer -> {
            byte[] payload = ConformanceCases.filled(length, fill);
            ByteArrayOutputStream frames = new ByteArrayOutputStream(2 * length);
            for (int from = 0; from < length; from += size) {
                int to = Math.min(length, from + size);
                int first = (from == 0 ? opcode : Frames.CONTINUATION) | (to == length ? Frames.FIN : 0);
                frames.writeBytes(Frames.frame(first, Arrays.copyOfRange(payload, from, to)));
            }
            peer.send(frames.toByteArray());
            peer.expectMessage(opcode, payload);
        });
    }
}
