package pudding.contract.suite;

/// Has a failed test say what the server process wrote, which is where the reason stands.
final class Telling {

    /// What a test does with a server process.
    interface Step {
        void run() throws Exception;
    }

    private Telling() {
    }

    static void of(ServerProcess program, Step step) {
        try {
            step.run();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(e + " The server wrote: " + program.err(), e);
        }
    }
}
