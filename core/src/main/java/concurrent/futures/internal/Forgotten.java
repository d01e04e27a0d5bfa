package concurrent.futures.internal;

import concurrent.futures.spi.ExecutorEngine;
import java.lang.ref.Cleaner;

/// Shuts down the engines of executors that were dropped without a close: what they accepted is still done.
public final class Forgotten {
    private static final Cleaner CLEANER = Cleaner.create(Threads.daemons("concurrent-futures-cleaner"));

    private Forgotten() {}

    /// Watches an executor.
    ///
    /// @param executor what the user holds; the engine must not refer to it
    /// @param engine shut down once the executor is not reachable any more
    public static void watch(Object executor, ExecutorEngine engine) {
        CLEANER.register(executor, engine::shutdown);
    }
}
