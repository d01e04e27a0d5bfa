package concurrent.futures.stress.soak;

import concurrent.futures.WorkerOutput;
import java.util.ArrayDeque;
import java.util.Deque;

/// Keeps the last lines that workers printed, for the report of a failure.
final class WorkerLines implements WorkerOutput {
    private static final int MOST = 3_000;
    private static final int SILENCE_MILLIS = 1_000;

    private final Deque<String> lines = new ArrayDeque<>();
    private long printed;

    @Override
    public synchronized void line(long pid, String line) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast("[" + pid + "] " + line);
        printed++;
        notifyAll();
    }

    /// Waits until nothing has been printed for a second.
    synchronized void awaitSilence() {
        long before;
        do {
            before = printed;
            try {
                wait(SILENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        } while (printed != before);
    }

    @Override
    public synchronized String toString() {
        return lines.isEmpty() ? "" : "\nThe last lines of workers:\n" + String.join("\n", lines);
    }
}
