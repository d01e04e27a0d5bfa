package concurrent.futures.stress.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The account of one task: what was asked, what was done with its future, how it ended. Safe to use from any thread.
public final class Entry {
    private final long id;
    private final Terms terms;
    private final long since = System.nanoTime();
    private final List<String> history = new ArrayList<>(2);
    private @Nullable Ending ending;
    private int endings;
    private boolean cancelAsked;
    private boolean cancelAccepted;
    private boolean cancelledUnbegun;

    /// What a task's outcome is judged by.
    ///
    /// @param what what it does, in a word or two
    /// @param value the value that it returns
    /// @param attempts how often it may be begun
    /// @param throwing whether it throws instead
    /// @param limited whether it has a time limit
    /// @param lethal whether it ends its own worker
    /// @param shared whether a crash may hit it without its having begun: as an element of a chunk of a map
    /// @param observed whether somebody here sees how it ends; otherwise, nobody may
    public record Terms(
            String what,
            long value,
            int attempts,
            boolean throwing,
            boolean limited,
            boolean lethal,
            boolean shared,
            boolean observed) {}

    /// Makes the account of a task that is about to be submitted.
    ///
    /// @param id its number
    /// @param terms what was asked
    public Entry(long id, Terms terms) {
        this.id = id;
        this.terms = terms;
    }

    /// The task's number.
    ///
    /// @return the number
    public long id() {
        return id;
    }

    /// What was asked.
    ///
    /// @return the terms
    public Terms terms() {
        return terms;
    }

    /// Takes down that the future has ended.
    ///
    /// @param how how
    public synchronized void end(Ending how) {
        endings++;
        note("ended: " + how);
        if (ending == null) {
            ending = how;
        }
    }

    /// Takes down that the future is about to be cancelled.
    public synchronized void askCancel() {
        cancelAsked = true;
    }

    /// Takes down what came of it.
    ///
    /// @param mayInterrupt what `cancel` was called with
    /// @param accepted what it returned
    public synchronized void cancelReturned(boolean mayInterrupt, boolean accepted) {
        note("cancel(" + mayInterrupt + ") returned " + accepted);
        cancelAccepted |= accepted;
        cancelledUnbegun |= accepted && !mayInterrupt;
    }

    /// Takes down something for the history.
    ///
    /// @param event what happened
    public synchronized void note(String event) {
        history.add(String.format(Locale.ROOT, "+%.3f s %s", (System.nanoTime() - since) / 1e9, event));
    }

    /// How the future ended.
    ///
    /// @return how, or `null` if nobody has seen an end yet
    public synchronized @Nullable Ending ending() {
        return ending;
    }

    /// How often it ended, which is once.
    ///
    /// @return the number of ends
    public synchronized int endings() {
        return endings;
    }

    synchronized boolean isCancelAsked() {
        return cancelAsked;
    }

    synchronized boolean isCancelAccepted() {
        return cancelAccepted;
    }

    synchronized boolean isCancelledUnbegun() {
        return cancelledUnbegun;
    }

    @Override
    public synchronized String toString() {
        return "task " + id + " " + terms + ": " + String.join("; ", history);
    }
}
