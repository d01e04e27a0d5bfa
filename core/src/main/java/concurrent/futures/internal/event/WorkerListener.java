package concurrent.futures.internal.event;

import concurrent.futures.event.ExecutorListener;

/// A listener that hears of workers only. For its sake alone, nothing is told of tasks; and nobody says whether workers
/// are busy, or looks for what they use, unless it wants that too. So it costs no task much, or anything.
public interface WorkerListener extends ExecutorListener {
    /// Whether it also wants to hear whether workers are busy, and what they use.
    ///
    /// @return always the same
    default boolean hearsOfLoad() {
        return false;
    }
}
