package concurrent.futures.internal;

import concurrent.futures.spi.AbstractExecutor;
import concurrent.futures.spi.ExecutorEngine;

/// A further executor on an engine: what a task gets to submit to the executor that runs it.
public final class EngineExecutor extends AbstractExecutor {
    /// Makes an executor.
    ///
    /// @param engine what runs the tasks
    public EngineExecutor(ExecutorEngine engine) {
        super(engine);
    }

    @Override
    public String toString() {
        return engine().toString();
    }
}
