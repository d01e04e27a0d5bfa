package concurrent.futures.internal.event;

import concurrent.futures.event.ExecutorListener;

/// A listener that hears how workers come and go, and not whether they are busy. For its sake alone, nothing is told of
/// tasks, and nobody looks for what is not told: so it costs no task anything.
public interface WorkerListener extends ExecutorListener {}
