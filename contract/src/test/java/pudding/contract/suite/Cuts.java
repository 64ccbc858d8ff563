package pudding.contract.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;

/// Ways in which bytes may be cut on their way, all of which must come to the same; has no state.
public final class Cuts {

    private Cuts() {
    }

    /// The bytes in one piece, byte by byte, and at random places that depend on nothing but the bytes.
    ///
    /// @param random how many random ways
    public static List<List<byte[]>> of(byte[] bytes, int random) {
        List<List<byte[]>> ways = new ArrayList<>();
        ways.add(List.of(bytes.clone()));
        ways.add(at(bytes, () -> 1));
        Random next = new Random(Arrays.hashCode(bytes));
        for (int i = 0; i < random; i++) {
            ways.add(at(bytes, () -> 1 + next.nextInt(Math.max(4, bytes.length / 2))));
        }
        return ways;
    }

    private static List<byte[]> at(byte[] bytes, IntSupplier length) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length;) {
            int to = Math.min(bytes.length, from + length.getAsInt());
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return pieces;
    }
}
