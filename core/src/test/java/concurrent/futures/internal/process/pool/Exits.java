package concurrent.futures.internal.process.pool;

/// Ways to end a worker by `exit`, for its tasks.
public final class Exits {
    private Exits() {}

    /// By `System`.
    public static int leave(int code) {
        System.exit(code);
        return 0;
    }

    /// By `Runtime`.
    public static int leaveByRuntime() {
        Runtime.getRuntime().exit(4);
        return 0;
    }

    /// From another thread.
    public static int leaveIn(Thread.Builder threads) throws InterruptedException {
        threads.name("helper-7").start(() -> leave(5)).join();
        return 0;
    }
}
