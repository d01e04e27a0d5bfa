package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.SharedMemory;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Lets worker processes write to the same memory, each a part of it; nothing is copied.
public final class SharingMemory {
    private SharingMemory() {}

    private static boolean fill(SharedMemory squares, int from) {
        for (int i = from; i < from + 250; i++) {
            squares.segment().setAtIndex(ValueLayout.JAVA_LONG, i, (long) i * i);
        }
        return true;
    }

    /// Computes a thousand squares in four tasks.
    ///
    /// @param args not used
    public static void main(String... args) {
        try (Executor executor = new ProcessPoolExecutor(2)) {
            // @start region="shared"
            try (SharedMemory squares = SharedMemory.allocate(1000 * Long.BYTES)) {
                executor.map(i -> fill(squares, i), List.of(0, 250, 500, 750)).toList();
                IO.println("999 squared: " + squares.segment().getAtIndex(ValueLayout.JAVA_LONG, 999));
            }
            // @end
        }
    }
}
