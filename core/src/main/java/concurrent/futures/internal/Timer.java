package concurrent.futures.internal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The clock of all executors: one daemon thread, which ends when there is nothing to time.
///
/// What it runs must be short, and never foreign code; and it must do no harm twice, since it is done again where
/// memory runs short in its midst. While there is none, all clocks stand still.
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
        return SCHEDULER.schedule(new Persevering(action), delay, unit);
    }

    private record Persevering(Runnable action) implements Runnable {
        @Override
        public void run() {
            try {
                Perseverance.run(action);
            } catch (Throwable e) {
                Guard.log(System.Logger.Level.ERROR, "exception in a timer", e);
            }
        }
    }

    /// Sees to it that the thread lives if there is something to time: where it could not be started for lack of
    /// memory, it comes with the next thing.
    public static void look() {
        SCHEDULER.prestartCoreThread();
    }

    /// Tells whether the caller is the timer's thread.
    ///
    /// @return `true` inside an action
    public static boolean isCurrentThread() {
        return Thread.currentThread().getName().equals(NAME);
    }
}
