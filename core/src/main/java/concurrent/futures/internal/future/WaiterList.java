package concurrent.futures.internal.future;

import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Perseverance;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those who wait for one event: a stack without locks, newest first, which the event closes.
///
/// A waiter that gives up is marked as gone, and then taken out by whoever walks the list to remove one. Closing only
/// reads the list, so that the two can meet; a waiter that is gone may still be signalled.
abstract class WaiterList {
    private static final VarHandle WAITERS =
            FieldHandles.find(MethodHandles.lookup(), WaiterList.class, "waiters", Waiter.class);

    /// Stands at the head of a list that takes no more waiters.
    private static final Waiter CLOSED = new Waiter() {
        @Override
        void signal() {}
    };

    private volatile @Nullable Waiter waiters;

    /// Adds a waiter.
    ///
    /// @return `false` if the list is closed, and nobody will signal it
    final boolean addWaiter(Waiter waiter) {
        Waiter head = waiters;
        while (head != CLOSED) {
            waiter.next = head;
            if (WAITERS.compareAndSet(this, head, waiter)) {
                return true;
            }
            head = waiters;
        }
        return false;
    }

    /// Takes out a waiter that has given up. One that a race leaves behind goes with the next removal, or with the end.
    final void removeWaiter(Waiter waiter) {
        waiter.gone = true;
        boolean restart = true;
        while (restart) {
            restart = false;
            Waiter previous = null;
            for (Waiter w = waiters; w != null && w != CLOSED; w = w.next) {
                if (!w.gone) {
                    previous = w;
                } else if (previous != null) {
                    previous.next = w.next;
                    restart = previous.gone;
                } else {
                    restart = !WAITERS.compareAndSet(this, w, w.next);
                }
                if (restart) {
                    break;
                }
            }
        }
    }

    /// Tells those who follow that there is another attempt. Allocates nothing, as does the next.
    final void signalRetried() {
        for (Waiter w = waiters; w != null && w != CLOSED; w = w.next) {
            if (w instanceof Watcher watcher) {
                watcher.retried();
            }
        }
    }

    /// Tells those who follow how far the task has come.
    final void signalProgressed(long done, long total) {
        for (Waiter w = waiters; w != null && w != CLOSED; w = w.next) {
            if (w instanceof Watcher watcher) {
                watcher.progressed(done, total);
            }
        }
    }

    /// Closes the list, and signals those whose turn it is at once. Allocates nothing.
    ///
    /// @return what [#signalDeferred] takes; `null` if none is deferred
    final @Nullable Waiter closeAndSignal() {
        Waiter newest = null;
        for (Waiter w = (Waiter) WAITERS.getAndSet(this, CLOSED); w != null; w = w.next) {
            if (w instanceof Waiter.Deferred) {
                newest = newest == null ? w : newest;
            } else {
                w.signal();
            }
        }
        return newest;
    }

    /// Signals the deferred ones, in the order added.
    ///
    /// @param newest of them
    static void signalDeferred(Waiter newest) {
        List<Waiter> deferred = deferred(newest);
        for (int i = deferred.size() - 1; i >= 0; i--) {
            deferred.get(i).signal();
        }
    }

    /// Those from one on, the last one first. Where there is no memory, it is waited for: nobody else knows of them.
    private static List<Waiter> deferred(Waiter newest) {
        while (true) {
            try {
                List<Waiter> deferred = new ArrayList<>(2);
                for (Waiter w = newest; w != null; w = w.next) {
                    if (w instanceof Waiter.Deferred) {
                        deferred.add(w);
                    }
                }
                return deferred;
            } catch (OutOfMemoryError e) {
                Perseverance.pause();
            }
        }
    }
}
