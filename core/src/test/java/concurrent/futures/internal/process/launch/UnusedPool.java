package concurrent.futures.internal.process.launch;

import concurrent.futures.ProcessPoolExecutor;

/// A program that makes a pool, does nothing with it, and ends.
///
/// Arguments: `exit` to end by `System.exit`, or nothing.
public final class UnusedPool {
    private UnusedPool() {}

    /// Runs.
    ///
    /// @param args see above
    @SuppressWarnings("resource") // what becomes of a pool that nobody closes
    public static void main(String[] args) {
        System.out.println("pool " + new ProcessPoolExecutor(1));
        if (args.length > 0) {
            System.exit(0);
        }
    }
}
