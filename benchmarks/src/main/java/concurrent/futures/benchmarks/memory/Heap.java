package concurrent.futures.benchmarks.memory;

import java.lang.management.ManagementFactory;

/// The live heap of this JVM.
public final class Heap {
    private Heap() {}

    /// What is in use after collections that leave nothing more to collect.
    ///
    /// @return bytes
    public static long live() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
