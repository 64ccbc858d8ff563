package pudding.contract;

/// Limits from flags, for tests.
final class TestLimits {

    private TestLimits() {
    }

    static Limits of(String... flags) {
        try {
            return Limits.from(Flags.parse(flags, Limits.FLAGS));
        } catch (UsageException e) {
            throw new AssertionError(e);
        }
    }
}
