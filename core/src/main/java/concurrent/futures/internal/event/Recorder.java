package concurrent.futures.internal.event;

import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.event.jfr.FlightRecording;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Whether a flight recording is under way in this JVM. All hubs are told when that changes.
///
/// To ask the flight recorder takes some milliseconds at first, which a program that is not recorded must not spend
/// while it starts. But a recorder that is at work has said so in a system property. If it has not, it is asked a
/// second after the first executor was made, to say when a recording begins.
public final class Recorder {
    /// Where a flight recorder that is at work keeps its data.
    private static final String AT_WORK = "jdk.jfr.repository";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    // Guarded by the class.
    private static final Set<Hub> HUBS = Collections.newSetFromMap(new WeakHashMap<>());
    private static @Nullable Recording recording;
    private static boolean waiting;
    private static boolean attached;

    private Recorder() {}

    /// A hub is there, which is told from now on.
    static void join(Hub hub) {
        attachIfAtWork();
        synchronized (Recorder.class) {
            HUBS.add(hub);
            hub.record(recording);
        }
    }

    static synchronized void leave(Hub hub) {
        HUBS.remove(hub);
    }

    private static void attachIfAtWork() {
        boolean now;
        synchronized (Recorder.class) {
            now = !attached && System.getProperty(AT_WORK) != null;
            if (!now && (attached || waiting)) {
                return;
            }
            waiting = true;
        }
        if (now) {
            attach();
        } else {
            startWaiting();
        }
    }

    private static void startWaiting() {
        boolean started = false;
        try {
            Threads.start(
                    "concurrent-futures-recorder",
                    /* daemon= */ true,
                    new Runnable() {
                        @Override
                        public void run() {
                            attachLater();
                        }
                    });
            started = true;
        } finally {
            if (!started) {
                giveUp(); // The next executor may have more luck.
            }
        }
    }

    private static synchronized void giveUp() {
        waiting = false;
        attached = false;
    }

    private static void attachLater() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        while (true) {
            try {
                attach();
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e); // Nobody else would do it.
            }
        }
    }

    private static void attach() {
        synchronized (Recorder.class) {
            if (attached) {
                return;
            }
            attached = true;
        }
        try {
            FlightRecording.attach();
        } catch (LinkageError | IllegalStateException e) {
            return; // This JVM has no flight recorder.
        } catch (OutOfMemoryError e) {
            giveUp();
            throw e;
        }
    }

    /// A flight recording has begun, or the last one has ended. If there is no memory to tell all hubs, this is to be
    /// called again.
    ///
    /// @param now what writes to it; `null` if there is none
    public static void change(@Nullable Recording now) {
        synchronized (Recorder.class) {
            recording = now;
            for (Hub hub : HUBS) {
                hub.record(now);
            }
        }
    }
}
