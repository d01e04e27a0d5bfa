package concurrent.futures.internal.process.pool.listening;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Pairs that wait for their turn. Not thread-safe.
///
/// Room for them is made beforehand: so where there is no memory for it, none of them has lost its other half, and
/// those that wait are still there.
///
/// @param <F> the type of the first in each pair
/// @param <S> the type of the second
final class Backlog<F, S> {
    private static final int FIRST_CAPACITY = 16;

    /// Pairs, one after the other, from `next` on; what is before it was taken.
    private @Nullable Object[] halves = new Object[2 * FIRST_CAPACITY];

    private int next;
    private int end;

    /// An empty one.
    Backlog() {}

    /// Makes room.
    ///
    /// @param pairs that can be added then
    /// @throws OutOfMemoryError if there is no memory for it; then nothing has happened
    void makeRoom(int pairs) {
        int waiting = end - next;
        int needed = waiting + 2 * pairs;
        if (end + 2 * pairs > halves.length) {
            var roomy = needed > halves.length ? new Object[Math.max(needed, 2 * halves.length)] : halves;
            System.arraycopy(halves, next, roomy, 0, waiting);
            if (roomy == halves) {
                Arrays.fill(halves, waiting, end, null);
            }
            halves = roomy;
            next = 0;
            end = waiting;
        }
    }

    /// Adds a pair, for which there is room.
    ///
    /// @param first of the pair
    /// @param second of the pair
    void add(F first, S second) {
        halves[end] = first;
        halves[end + 1] = second;
        end += 2;
    }

    /// Whether none waits.
    ///
    /// @return `true` if there is nothing to be taken
    boolean isEmpty() {
        return next == end;
    }

    /// The first of the pair whose turn it is.
    ///
    /// @return what was added
    @SuppressWarnings({"unchecked", "NullAway"}) // only pairs were added, and this one is there
    F first() {
        return (F) halves[next];
    }

    /// The second of the pair whose turn it is.
    ///
    /// @return what was added
    @SuppressWarnings({"unchecked", "NullAway"}) // likewise
    S second() {
        return (S) halves[next + 1];
    }

    /// Drops the pair whose turn it is: it is the next one's now.
    void remove() {
        halves[next] = null;
        halves[next + 1] = null;
        next += 2;
        if (next == end) {
            next = 0;
            end = 0;
        }
    }
}
