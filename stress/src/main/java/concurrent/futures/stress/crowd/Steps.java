package concurrent.futures.stress.crowd;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What can be done with many tasks that wait for the only worker: each step is timed, and what it did is counted.
public final class Steps {
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private final PrintStream out;
    private final int count;

    /// For one executor after the other.
    ///
    /// @param out gets a line for each step
    /// @param count how many tasks wait
    public Steps(PrintStream out, int count) {
        this.out = out;
        this.count = count;
    }

    /// Takes all steps.
    ///
    /// @param name of the kind of executor, for the lines
    /// @param single makes an executor with one worker
    /// @return whether all figures are what they should be
    /// @throws InterruptedException if the thread is interrupted
    public boolean take(String name, Supplier<? extends Executor> single) throws InterruptedException {
        out.println(name + ", " + count + " tasks that wait:");
        boolean closedRightly = cancelAndClose(single.get());
        boolean stoppedRightly = stop(single.get());
        return closedRightly && stoppedRightly;
    }

    private boolean cancelAndClose(Executor executor) throws InterruptedException {
        long byHand = (count + 2L) / 3;
        boolean right = true;
        try (executor) {
            Future<Boolean> blocker = occupy(executor);
            List<Future<Integer>> crowd = new ArrayList<>(count);
            time("submit", () -> submit(executor, crowd));
            right &= same("pending", count, executor.statistics().pending());
            time("cancel one in three, the newest first", () -> {
                for (int i = count - 1; i >= 0; i -= 3) {
                    crowd.get(i).cancel();
                }
            });
            right &= same("pending", count - byHand, executor.statistics().pending());
            int[] cancelled = new int[1];
            time("cancelPending", () -> cancelled[0] = executor.cancelPending());
            right &= same("cancelled at once", count - byHand, cancelled[0]);
            submit(executor, crowd);
            blocker.cancel(/* mayInterruptIfRunning= */ true);
            time("close, which runs as many again", executor::close);
        }
        ExecutorStatistics end = executor.statistics();
        right &= same("succeeded", count, end.succeeded());
        right &= same("cancelled", count + 1L, end.cancelled());
        right &= same("left", 0, end.pending() + end.running());
        return right;
    }

    private boolean stop(Executor executor) throws InterruptedException {
        boolean right;
        try (executor) {
            occupy(executor);
            submit(executor, new ArrayList<>(count));
            List<Runnable> never = new ArrayList<>();
            time("shutdownNow and close", () -> {
                never.addAll(executor.shutdownNow());
                executor.close();
            });
            right = same("never begun", count, never.size());
        }
        ExecutorStatistics end = executor.statistics();
        right &= same("left", 0, end.pending() + end.running());
        return right;
    }

    private void submit(Executor executor, List<Future<Integer>> crowd) {
        for (int i = 0; i < count; i++) {
            int number = i;
            crowd.add(executor.submit(() -> number));
        }
    }

    /// Keeps the only worker busy. That it has begun is no event, so it is looked for.
    private static Future<Boolean> occupy(Executor executor) throws InterruptedException {
        Future<Boolean> blocker = executor.submit(Steps::rest);
        while (!blocker.isRunning()) {
            Thread.sleep(LOOK_EVERY);
        }
        return blocker;
    }

    /// Keeps the worker until it is interrupted.
    private static boolean rest() throws InterruptedException {
        Thread.sleep(Duration.ofDays(1));
        return true;
    }

    private void time(String step, Runnable work) {
        long start = System.nanoTime();
        work.run();
        double micros = (System.nanoTime() - start) / 1e3;
        out.println(String.format(Locale.ROOT, "  %-40s %8.2f s, %.2f us each", step, micros / 1e6, micros / count));
    }

    private boolean same(String what, long expected, long actual) {
        if (expected != actual) {
            out.println("  WRONG: " + what + " are " + actual + ", not " + expected);
        }
        return expected == actual;
    }
}
