package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ThreadPoolExecutor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Shows progress through callbacks, which run as each future ends, while the main thread does something else.
public final class ProgressByCallbacks {
    private final int total;
    private final AtomicInteger done = new AtomicInteger();

    private ProgressByCallbacks(int total) {
        this.total = total;
    }

    // @start region="callback"
    private synchronized void ended(Future<Long> future) {
        String failed = future.exception() == null ? "" : ", failed: " + future.exception();
        IO.println(done.incrementAndGet() + " of " + total + failed);
    }

    private void run(List<String> files) {
        try (Executor executor = new ThreadPoolExecutor()) {
            for (String file : files) {
                executor.submit(() -> Files.size(Path.of(file))).addDoneCallback(this::ended);
            }
        }
    }
    // @end

    /// Prints a line each time that a file's size is known.
    ///
    /// @param files paths of files
    public static void main(String... files) {
        if (files.length == 0) {
            System.err.println("usage: ProgressByCallbacks FILE...");
            return;
        }
        new ProgressByCallbacks(files.length).run(List.of(files));
    }
}
