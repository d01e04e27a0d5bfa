package concurrent.futures.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Gets done what must not be left undone although the heap is exhausted for a while, such as the end of a future.
///
/// Nothing tells when there is memory again. So a step that has failed for lack of it is tried again after some
/// milliseconds, for as long as it takes: a program without memory has nothing better to do. Nothing is allocated here.
public final class Perseverance {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Perseverance() {}

    /// Whether the heap is exhausted for now: nothing is wrong with what was tried. Not so if an array is too long for
    /// any heap, or the system gives no more threads.
    ///
    /// @param failure what was thrown
    /// @return `true` if a small step may well succeed later
    public static boolean isShortage(Throwable failure) {
        if (!(failure instanceof OutOfMemoryError)) {
            return false;
        }
        String message = failure.getMessage();
        return message != null && (message.startsWith("Java heap space") || message.startsWith("GC overhead"));
    }

    /// Waits for a moment, in which others may let go of memory. A virtual thread does so on its processor: to park and
    /// to go on, it would need memory, and where there is none, the JDK may forget it.
    public static void pause() {
        if (!Thread.currentThread().isVirtual()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            return;
        }
        long end = System.nanoTime() + PAUSE_NANOS;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    /// Waits for a moment before something is tried again that had no memory.
    ///
    /// @param failure what was thrown
    /// @throws OutOfMemoryError just that, if the heap is not to blame: trying again is of no use
    public static void pauseOrThrow(OutOfMemoryError failure) {
        if (!isShortage(failure)) {
            throw failure;
        }
        pause();
    }

    /// Does a step, again and again while there is no memory for it.
    ///
    /// @param step small, and made beforehand; done twice, it does as much as once
    public static void run(Runnable step) {
        while (true) {
            try {
                step.run();
                return;
            } catch (OutOfMemoryError e) {
                pauseOrThrow(e);
            }
        }
    }
}
