package pudding.bench.load;

import java.util.stream.IntStream;

/// Splits a fleet's connections among its processes, as evenly as can be. Has no state.
final class Shares {

    private Shares() {
    }

    /// How many connections each process gets so that `more` are added, none has more than `max`, and those with the
    /// fewest are filled first.
    static int[] added(int[] open, int more, int max) {
        int[] after = open.clone();
        for (int i = 0; i < more; i++) {
            int least = IntStream.range(0, after.length).reduce(0, (a, b) -> after[b] < after[a] ? b : a);
            if (after[least] >= max) {
                throw new IllegalArgumentException("The fleet has no room for " + more + " more connections.");
            }
            after[least]++;
        }
        return IntStream.range(0, after.length).map(i -> after[i] - open[i]).toArray();
    }

    /// How many connections each process keeps so that no more than `clients` are left, and those with the most are
    /// trimmed first.
    static int[] kept(int[] open, int clients) {
        int[] after = open.clone();
        for (int i = IntStream.of(open).sum(); i > clients; i--) {
            int most = IntStream.range(0, after.length).reduce(0, (a, b) -> after[b] > after[a] ? b : a);
            after[most]--;
        }
        return after;
    }
}
