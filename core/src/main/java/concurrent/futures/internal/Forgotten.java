package concurrent.futures.internal;

import concurrent.futures.spi.ExecutorEngine;
import java.lang.ref.Cleaner;

/// Tidies up after what was dropped without a close.
///
/// The engines of executors are shut down: what they accepted is still done.
public final class Forgotten {
    private static final Cleaner CLEANER = Cleaner.create(Threads.daemons("concurrent-futures-cleaner"));

    private Forgotten() {}

    /// Watches an executor.
    ///
    /// @param executor what the user holds; the engine must not refer to it
    /// @param engine shut down once the executor is not reachable any more
    public static void watch(Object executor, ExecutorEngine engine) {
        CLEANER.register(executor, new Runnable() {
            @Override
            public void run() {
                engine.shutdown();
            }
        });
    }

    /// Has something done once an object is not reachable any more.
    ///
    /// @param object what the user holds
    /// @param action must not refer to it, and be short
    public static void whenDropped(Object object, Runnable action) {
        CLEANER.register(object, action);
    }
}
