package pudding.bench.plan;

import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/// Searches the largest number that is held: doubles until one is not, then halves the bracket between the two;
/// used by one thread.
///
/// A number that was refused may say how far it got. That is tried next, and then the number just above it, so that a
/// hard limit is found in three steps and not in ten. What it says is only where to look: a number counts as held, or
/// as refused, because it was tried.
public final class Bracket {

    private final int most;
    private final double resolution;
    private final SortedSet<Integer> heldNumbers = new TreeSet<>();
    private int next;
    private int held;
    private int refused;
    private int hint;

    /// @param first      the first number tried
    /// @param most       the largest
    /// @param resolution the search ends when the bracket is narrower than this share of the number that is held
    public Bracket(int first, int most, double resolution) {
        if (first < 1 || most < first || !(resolution > 0)) {
            throw new IllegalArgumentException("A bracket from " + first + " to " + most + " by " + resolution + ".");
        }
        this.most = most;
        this.resolution = resolution;
        this.next = first;
        this.refused = Integer.MAX_VALUE;
    }

    /// The number to try now; empty when there is none left.
    public OptionalInt next() {
        return next > held && next < refused && next <= most ? OptionalInt.of(next) : OptionalInt.empty();
    }

    /// The number was held.
    public void held(int number) {
        boolean wasHint = number == hint;
        heldNumbers.add(number);
        held = Math.max(held, number);
        if (refused == Integer.MAX_VALUE) {
            next = (int) Math.min(most, 2L * number);
        } else if (wasHint && narrowest() < refused) {
            next = narrowest();
        } else {
            halve();
        }
    }

    /// The number was not held.
    ///
    /// @param reached how far it got, less than the number; 0 where that says nothing
    public void refused(int number, int reached) {
        refused = Math.min(refused, number);
        // A number that was held may be refused when it is tried again.
        heldNumbers.tailSet(refused).clear();
        held = heldNumbers.isEmpty() ? 0 : heldNumbers.last();
        if (reached > held && reached < refused && hint == 0) {
            hint = reached;
            next = reached;
        } else {
            halve();
        }
    }

    /// The largest number that was held; 0 for none.
    public int held() {
        return held;
    }

    private void halve() {
        // Where nothing is held yet, halves go down to 1; else until the bracket is narrow.
        next = refused - held <= Math.max(1, Math.ceil(resolution * held)) ? held : held + (refused - held) / 2;
    }

    /// The first number that closes the bracket by being refused.
    private int narrowest() {
        return held + (int) Math.max(1, Math.ceil(resolution * held));
    }
}
