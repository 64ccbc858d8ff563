package pudding.bench.load;

/// A small seeded generator of random numbers whose sequence is the same on every JDK; belongs to one thread.
///
/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    SplitMix64(long seed) {
        state = seed;
    }

    /// A stream of its own for each `index` of a seed.
    SplitMix64(long seed, long index) {
        this(scramble(seed + GOLDEN_GAMMA * (index + 1)));
    }

    long next() {
        state += GOLDEN_GAMMA;
        return scramble(state);
    }

    int nextInt() {
        return (int) (next() >>> 32);
    }

    /// Uniform over 0 to `bound` − 1, but for a bias of less than `bound` / 2⁶³.
    long below(long bound) {
        return (next() >>> 1) % bound;
    }

    /// Uniform over [0, 1).
    double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /// The output function: a bijection of the 64-bit numbers.
    static long scramble(long x) {
        x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
