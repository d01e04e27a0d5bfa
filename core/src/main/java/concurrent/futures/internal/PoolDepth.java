package concurrent.futures.internal;

/// How many workers there are above this process, each of a pool that a task of the one above it has opened: 0 in a
/// process that is no worker.
///
/// Each level costs a process; a task that opens a pool whose task opens a pool, and so on, would fill the machine with
/// them.
public final class PoolDepth {
    /// The deepest process that may have a pool of its own.
    public static final int MAX = 8;

    private static volatile int ofThisProcess;

    private PoolDepth() {}

    /// This process is a worker.
    ///
    /// @param depth how deep, at least 1
    public static void isWorker(int depth) {
        ofThisProcess = depth;
    }

    /// How deep a worker of this process is.
    ///
    /// @return at least 1
    public static int ofWorkers() {
        return ofThisProcess + 1;
    }

    /// Makes sure that this process may have a pool.
    ///
    /// @throws IllegalStateException if it is too deep
    public static void check() {
        if (ofThisProcess > MAX) {
            throw new IllegalStateException("a process pool can not be opened here: this process is " + ofThisProcess
                    + " levels below the first parent, in a task of a pool that was opened in a task of a pool, and so"
                    + " on; the limit is " + MAX
                    + ". Submit to TaskContext.current().executor() instead, or use threads");
        }
    }
}
