package concurrent.futures.cluster.internal.scheduling;

/// How long an agent's tasks take, and so how many more than it can run at once it may have: as many as keep it busy
/// until the next ones come, and no more, since what lies there may have begun, and waits behind others.
final class Pace {
    /// So much work may lie at an agent for each slot.
    private static final long AHEAD_NANOS = 10_000_000;

    /// From this run time on, nothing lies there.
    private static final long LONG_NANOS = 20_000_000;

    private static final long LEAST_NANOS = 1_000;

    private final int mostPerSlot;
    private long nanos = -1;
    private long ended;

    /// @param mostPerSlot tasks that may lie there for each slot
    Pace(int mostPerSlot) {
        this.mostPerSlot = mostPerSlot;
    }

    /// A task has ended. Long ones are believed at once, short ones slowly.
    void ran(long runNanos) {
        ended++;
        if (nanos < 0) {
            nanos = runNanos;
        } else if (runNanos > nanos) {
            nanos += (runNanos - nanos) / 2;
        } else {
            nanos -= (nanos - runNanos) / 8;
        }
    }

    /// How many tasks an agent may have at once. It grows from the slots with what has ended, so that a first guess is
    /// not costly.
    int window(int slots) {
        if (slots == 0 || nanos < 0 || nanos >= LONG_NANOS) {
            return slots;
        }
        long perSlot = Math.min(mostPerSlot, AHEAD_NANOS / Math.max(nanos, LEAST_NANOS));
        return (int) Math.min(Integer.MAX_VALUE, slots + Math.min(perSlot * slots, ended));
    }

    /// Whether so many tasks, which wait behind others, would take so long that others should have them.
    boolean isMuch(int waiting, int slots) {
        return nanos < 0 || nanos * waiting / Math.max(slots, 1) > AHEAD_NANOS / 10;
    }
}
