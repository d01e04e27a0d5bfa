package concurrent.futures.benchmarks.large;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import java.util.Locale;

/// What runs the tasks, on two workers.
enum Kind {
    THREADS,
    PROCESSES;

    static final int WORKERS = 2;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Executor open() {
        return switch (this) {
            case THREADS -> new ThreadPoolExecutor(WORKERS);
            case PROCESSES -> new ProcessPoolExecutor(WORKERS);
        };
    }
}
