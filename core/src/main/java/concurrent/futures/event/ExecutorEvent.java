package concurrent.futures.event;

import concurrent.futures.internal.event.WallClock;
import java.time.Instant;

/// Something that has happened in an executor.
///
/// The kinds are closed: a `switch` over them needs no default.
public sealed interface ExecutorEvent permits TaskEvent, WorkerEvent, EventsDropped {
    /// The executor, by its name: that of its `toString()`.
    ///
    /// @return its name
    String executor();

    /// When it happened, on the clock of [System#nanoTime()] in this process: to be compared with other such times.
    ///
    /// It may be earlier than that of an event which came before, where the two happened in different threads or
    /// processes.
    ///
    /// @return the time in nanoseconds
    long nanoTime();

    /// When it happened, for people: [#nanoTime()] on the clock of the system.
    ///
    /// @return the time
    default Instant time() {
        return WallClock.instantOf(nanoTime());
    }
}
