package concurrent.futures.internal.future;

/// Somebody who follows one future to its end, and hears what else happens to it.
///
/// As with every waiter, its methods are called by those who work: they must not block, throw, or call foreign
/// code, and do without memory.
public abstract class Watcher extends Waiter {
    /// For subclasses.
    protected Watcher() {}

    /// The future has ended.
    protected abstract void ended();

    /// There is another attempt.
    protected abstract void retried();

    /// The task reports how far it has come.
    ///
    /// @param done what is done
    /// @param total what there is to do; 0 or negative if it is not known
    protected abstract void progressed(long done, long total);

    @Override
    final void signal() {
        ended();
    }
}
