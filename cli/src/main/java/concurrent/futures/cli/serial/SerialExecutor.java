package concurrent.futures.cli.serial;

import concurrent.futures.spi.AbstractExecutor;

/// Runs each task in the caller's thread, at the submit: the future has ended when submit returns.
///
/// For comparing, for debugging, and where one thing at a time is what is wanted. Many threads may submit; each runs
/// its own tasks, and a task may submit further ones, which run inside it. A task's time limit and `cancel(true)`,
/// from another thread, interrupt it; one that ignores interrupts holds its caller until it ends.
public final class SerialExecutor extends AbstractExecutor {
    /// Makes an executor.
    public SerialExecutor() {
        super(new SerialEngine());
    }

    @Override
    public String toString() {
        return engine().toString();
    }
}
