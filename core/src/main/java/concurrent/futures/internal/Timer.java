package concurrent.futures.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of all executors: one daemon thread, which ends when there is nothing to time.
///
/// What it runs must be short, and never foreign code.
public final class Timer {
    private static final String NAME = "concurrent-futures-timer";

    private static final ScheduledThreadPoolExecutor SCHEDULER = create();

    private Timer() {}

    private static ScheduledThreadPoolExecutor create() {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, Threads.daemons(NAME));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setKeepAliveTime(1, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        return scheduler;
    }

    /// Runs something later.
    ///
    /// @param action short, and not foreign
    /// @param delay how much later
    /// @param unit the unit of the delay
    /// @return what to cancel it with
    public static ScheduledFuture<?> schedule(Runnable action, long delay, TimeUnit unit) {
        return SCHEDULER.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        Guard.run("timer", action);
                    }
                },
                delay,
                unit);
    }

    /// Tells whether the caller is the timer's thread.
    ///
    /// @return `true` inside an action
    public static boolean isCurrentThread() {
        return Thread.currentThread().getName().equals(NAME);
    }
}
