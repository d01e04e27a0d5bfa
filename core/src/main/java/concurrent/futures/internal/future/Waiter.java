package concurrent.futures.internal.future;

import org.jspecify.annotations.Nullable;

/// Somebody who waits for the end of one future: a node of the future's list.
abstract class Waiter {
    /// The waiter added before this one; written by the list alone.
    @Nullable
    Waiter next;

    /// Set when the waiter has given up, and may be taken out of the list.
    volatile boolean gone;

    /// Called once, after the future's state is final. Must not block, throw, or call foreign code.
    abstract void signal();

    /// One that is signalled after all others, and may run foreign code: a callback.
    abstract static class Deferred extends Waiter {}
}
