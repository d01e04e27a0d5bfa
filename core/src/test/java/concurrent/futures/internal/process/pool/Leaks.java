package concurrent.futures.internal.process.pool;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/// What tasks do that waste memory. Each returns the process that does it.
public final class Leaks {
    private static final List<byte[]> KEPT = new ArrayList<>();
    private static volatile byte[] last = new byte[0];

    private Leaks() {}

    /// Keeps so many mebibytes for ever.
    public static synchronized long onHeap(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            KEPT.add(new byte[1 << 20]);
        }
        return Signs.pid();
    }

    /// Keeps so many mebibytes for ever, outside the heap.
    public static long offHeap(long mebibytes) {
        Arena.global().allocate(mebibytes << 20).fill((byte) 1);
        return Signs.pid();
    }

    /// Makes so many mebibytes of garbage.
    public static long garbage(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            last = new byte[1 << 20];
        }
        return last.length == 0 ? 0 : Signs.pid();
    }
}
