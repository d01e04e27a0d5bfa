package concurrent.futures.dashboard.internal.collect;

/// Since when the task has waited that is first in line, as far as tasks begin in the order in which they came.
///
/// Of a long line, the times of some tasks are remembered: of each one, of each second, of each fourth, and so on.
final class WaitingLine {
    private static final int MOST = 1 << 10;

    private final long[] numbers = new long[MOST];
    private final long[] times = new long[MOST];
    private int size;
    private long stride = 1;

    private long came;
    private long left;

    /// A task has come.
    ///
    /// @param nanoTime when
    void came(long nanoTime) {
        if (came == left) {
            size = 0;
            stride = 1;
        }
        came++;
        if (came % stride != 0) {
            return;
        }
        if (size == MOST) {
            trim();
        }
        numbers[size] = came;
        times[size] = nanoTime;
        size++;
    }

    /// A task waits no more.
    void left() {
        if (left < came) {
            left++;
        }
    }

    private void trim() {
        int gone = 0;
        while (gone < size && numbers[gone] <= left) {
            gone++;
        }
        if (gone > MOST / 4) {
            size -= gone;
            System.arraycopy(numbers, gone, numbers, 0, size);
            System.arraycopy(times, gone, times, 0, size);
            return;
        }
        stride *= 2;
        int kept = 0;
        for (int at = 1; at < size; at += 2) {
            numbers[kept] = numbers[at];
            times[kept] = times[at];
            kept++;
        }
        size = kept;
    }

    /// How long the first in line has waited.
    ///
    /// @param now by [System#nanoTime()]
    /// @return in nanoseconds; 0 if nobody waits
    long longestWait(long now) {
        for (int at = 0; at < size; at++) {
            if (numbers[at] > left) {
                return Math.max(0, now - times[at]);
            }
        }
        return 0;
    }
}
