package concurrent.futures.progress;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A program whose workers print, and itself too, while progress is shown.
public final class PrintingWorkers {
    static final int TASKS = 40;

    private PrintingWorkers() {}

    /// Runs it.
    ///
    /// @param args `iterate`, or nothing to leave that
    public static void main(String[] args) {
        try (Executor executor = new ProcessPoolExecutor(2)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                futures.add(executor.submit(() -> print(number)));
            }
            Iterable<Future<Integer>> ends = Futures.progress(futures, "print");
            if (args.length > 0) {
                for (Future<Integer> end : ends) {
                    System.out.println("main line " + end.result());
                }
            }
        }
    }

    private static int print(int number) {
        for (int i = 0; i < 5; i++) {
            System.out.println("worker line " + number + "." + i);
            TaskContext.current().progress(i, 5);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        System.err.println("worker end " + number);
        return number;
    }
}
