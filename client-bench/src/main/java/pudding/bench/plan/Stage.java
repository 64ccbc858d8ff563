package pudding.bench.plan;

/// A part of a run; a run goes through its stages in this order, on one fresh server.
public enum Stage {
    /// The article's window: 100 clients, one message a second each; memory is read at its end.
    ARTICLE("the article's window"),
    /// The loaded window: CPU per message and latency, on a warm server.
    LOADED("the loaded window"),
    /// The loaded window again on `/discard`: the same model without the JSON.
    DISCARD("without JSON"),
    /// As many messages on `/discard` as the generator can send: its own ceiling.
    CEILING("the generator's ceiling"),
    /// The loaded window once more under a sampling profiler, after all that is measured.
    PROFILE("where the time goes");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /// In words, for progress and notes.
    public String label() {
        return label;
    }
}
