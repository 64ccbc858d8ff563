package pudding.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pudding.bench.load.FleetProcess.Heard;
import pudding.bench.load.FleetWire.Answer;
import pudding.bench.load.FleetWire.Command;

/// The processes of a fleet, all of which are asked the same, and whose answers are waited for; used by one thread at
/// a time, but for [#tell].
///
/// Every wait is bounded, and ends at once when a process does.
final class FleetTalk {

    private static final Duration GIVE_UP_WITHIN = Duration.ofSeconds(5);

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final List<FleetProcess> processes = new ArrayList<>();
    private @Nullable FleetException broken;
    private boolean closed;

    /// Gets each answer, on the thread that asks.
    interface Listener {
        void heard(FleetProcess process, Answer answer);
    }

    /// Starts one process more.
    void start(FleetSpec spec) throws IOException {
        processes.add(FleetProcess.start(spec, processes.size(), heard));
    }

    List<FleetProcess> processes() {
        return processes;
    }

    /// Whether the processes can be asked: none has failed, and they are not closed.
    boolean isSound() {
        return broken == null && !closed;
    }

    /// Says something that has no answer of its own; may be called by any thread.
    void tell(Command command) {
        processes.forEach(process -> process.say(command));
    }

    <L extends Answer.Last> List<L> ask(Function<FleetProcess, Command> command, Class<L> type, Duration bound)
            throws FleetException, InterruptedException {
        return ask(command, type, bound, (_, _) -> {
        });
    }

    /// Has each process do something.
    ///
    /// @return the last answer of each, in the order of the processes
    /// @throws FleetException when a process fails, ends, or does not answer in time; nothing can be asked any more
    <L extends Answer.Last> List<L> ask(Function<FleetProcess, Command> command, Class<L> type, Duration bound,
            Listener listener) throws FleetException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("The fleet is closed.");
        }
        if (broken != null) {
            throw new FleetException(broken.sentence(), broken.isUsage());
        }
        processes.forEach(process -> process.say(command.apply(process)));
        TreeMap<Integer, L> answers = new TreeMap<>();
        boolean whole = false;
        try {
            await(answers.keySet(), bound, (process, answer) -> {
                switch (answer) {
                    case Answer.Failed failed -> throw new FailedException(failed);
                    case Answer.Last last -> answers.put(process.index(), type.cast(last));
                    case Answer.PhaseRow _,Answer.IdleRow _ -> {
                    }
                }
                listener.heard(process, answer);
            });
            whole = true;
        } catch (FailedException e) {
            throw fail(e.failed.sentence(), e.failed.usage());
        } finally {
            if (!whole && broken == null) {
                giveUp(answers.keySet());
            }
        }
        return List.copyOf(answers.values());
    }

    /// Ends every process: of itself, or killed where that takes too long.
    ///
    /// @return whether the calling thread was interrupted meanwhile
    boolean close() {
        closed = true;
        boolean interrupted = false;
        processes.forEach(FleetProcess::hangUp);
        for (FleetProcess process : processes) {
            try {
                process.awaitEnd();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /// Waits until each process has given its last answer.
    ///
    /// @param done those that have, by their index; the listener adds to it
    private void await(Collection<Integer> done, Duration bound, Listener listener)
            throws FleetException, InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (done.size() < processes.size()) {
            Heard next = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw fail("A generator process did not answer within " + bound.toSeconds() + " s.", false);
            }
            Answer answer = next.answer();
            if (answer == null) {
                throw fail(next.from().obituary(), false);
            }
            if (answer instanceof Answer.Last last) {
                next.from().state(last.state());
            }
            listener.heard(next.from(), answer);
        }
    }

    /// The asking thread was interrupted, or its listener failed: what the processes do is of no use to anybody.
    private void giveUp(Collection<Integer> done) {
        tell(new Command.Cancel());
        TreeMap<Integer, Answer> answers = new TreeMap<>();
        done.forEach(index -> answers.put(index, new Answer.Done(processes.get(index).state())));
        try {
            await(answers.keySet(), GIVE_UP_WITHIN, (process, answer) -> {
                if (answer instanceof Answer.Last) {
                    answers.put(process.index(), answer);
                }
            });
        } catch (FleetException e) {
            // It is kept, and thrown at the next question.
        } catch (InterruptedException e) {
            broken = new FleetException("A generator process was not waited for.", false);
            Thread.currentThread().interrupt();
        }
    }

    private FleetException fail(String sentence, boolean usage) {
        FleetException failure = new FleetException(sentence, usage);
        broken = failure;
        return failure;
    }

    @SuppressWarnings("serial")
    private static final class FailedException extends RuntimeException {
        private final Answer.Failed failed;

        FailedException(Answer.Failed failed) {
            super(failed.sentence(), null, false, false);
            this.failed = failed;
        }
    }
}
