package concurrent.futures.stress.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Notices that nothing moves any more, and tells where everybody is.
public final class Watchdog {
    private final Thread thread;

    /// Starts to watch.
    ///
    /// @param patience how long nothing may move
    /// @param progress a number that changes when something moves
    /// @param state tells about the pool
    /// @param alarm takes the report, once
    public Watchdog(Duration patience, LongSupplier progress, Supplier<String> state, Consumer<String> alarm) {
        thread = Thread.ofPlatform().name("soak-watchdog").daemon(true).start(() -> {
            try {
                watch(patience, progress);
            } catch (InterruptedException e) {
                return; // stopped
            }
            alarm.accept("HANG: nothing has moved for " + patience.toSeconds() + " s\n" + threads() + state.get());
        });
    }

    /// Ends the watch.
    ///
    /// @throws InterruptedException if the thread is interrupted
    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private static void watch(Duration patience, LongSupplier progress) throws InterruptedException {
        long last = progress.getAsLong();
        long since = System.nanoTime();
        while (System.nanoTime() - since < patience.toNanos()) {
            Thread.sleep(patience.dividedBy(10));
            long now = progress.getAsLong();
            if (now != last) {
                last = now;
                since = System.nanoTime();
            }
        }
    }

    private static String threads() {
        StringBuilder dump = new StringBuilder();
        for (ThreadInfo info :
                ManagementFactory.getThreadMXBean().dumpAllThreads(/* monitors= */ true, /* synchronizers= */ true)) {
            dump.append('"').append(info.getThreadName()).append("\" ").append(info.getThreadState());
            if (info.getLockName() != null) {
                dump.append(" on ").append(info.getLockName()).append(" of ").append(info.getLockOwnerName());
            }
            dump.append('\n');
            for (StackTraceElement frame : info.getStackTrace()) {
                dump.append("    at ").append(frame).append('\n');
            }
        }
        return dump.toString();
    }
}
