package concurrent.futures.internal.event;

import java.util.concurrent.TimeUnit;

/// How full the queue of a channel may be when a further task is to be told of.
///
/// By default half full. But where more comes between two deliveries than the queue takes, most of it is left out in
/// any case, and what is told then costs those who work much and says little more than a sample does. So a sample it is
/// from then on, until for a while nothing came that would not have fitted.
///
/// For the thread that delivers, but for [#events()].
final class Room {
    /// The most events of one task, as a rule: it was submitted, has begun, has ended.
    private static final int EVENTS_OF_TASK = 3;

    private static final int SAMPLE = 256;
    private static final long CALM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int whole;
    private volatile int events;

    /// When more came last than fits; of no meaning while there is the whole room.
    private long stormNanos;

    /// @param whole how many events fit when it is calm
    Room(int whole) {
        this.whole = whole;
        this.events = whole;
    }

    /// How many events may be in the queue. For any thread.
    int events() {
        return events;
    }

    /// What was there is delivered.
    ///
    /// @param now by [System#nanoTime()]
    /// @param delivered how many events there were
    /// @param leftOut of how many tasks nothing was told since the delivery before
    void delivered(long now, long delivered, long leftOut) {
        if (leftOut > 0 && delivered + EVENTS_OF_TASK * leftOut > whole) {
            stormNanos = now;
            events = SAMPLE;
        } else if (events != whole && now - stormNanos >= CALM_NANOS) {
            events = whole;
        }
    }

    /// When to look again although nothing has happened.
    ///
    /// @return after how many nanoseconds at the latest
    long patience() {
        return events == whole ? Long.MAX_VALUE : CALM_NANOS;
    }
}
