package concurrent.futures.internal.process.launch.command;

/// Divides the memory, so that all workers and the parent fit in it.
///
/// ```
///  share = (memory − memory / 10 − the parent's greatest heap − 128 MiB) / workers − 128 MiB
///  heap  = share, but at most memory / 4, and at least 64 MiB
/// ```
///
/// Memory is what the machine has or what the container may use. A tenth is left for the system. 128 MiB for each JVM
/// is for what is not heap: classes, compiled code, stacks, buffers. A quarter of the memory is what a JVM takes by
/// itself. Described for users in `docs/operations.md`.
final class WorkerHeap {
    static final long MIB = 1 << 20;
    static final long OUTSIDE_HEAP = 128 * MIB;
    static final long LEAST = 64 * MIB;
    static final long MOST_INITIAL = 512 * MIB;

    private WorkerHeap() {}

    /// Computes the greatest size of a worker's heap.
    ///
    /// @param memory what the machine or the container has, in bytes
    /// @param parentHeap the greatest size of the parent's heap, in bytes
    /// @param workers how many workers there may be
    /// @return bytes, a multiple of 1 MiB
    static long share(long memory, long parentHeap, int workers) {
        long room = memory - memory / 10 - Math.min(parentHeap, memory) - OUTSIDE_HEAP;
        long share = room / workers - OUTSIDE_HEAP;
        long heap = Math.max(LEAST, Math.min(share, memory / 4));
        return heap / MIB * MIB;
    }

    /// The heap that a worker begins with. Memory is taken when it is used for the first time, so this costs an idle
    /// worker less than a MiB, for the collector's tables. But it decides how many new objects fit in between two
    /// collections: where a value of 20 MB does not, each one is copied while it is made, and a heap that grows takes
    /// new memory of the system for each large array, which costs more than to fill it.
    ///
    /// @param heap the greatest size
    /// @return bytes
    static long initial(long heap) {
        return Math.min(heap, Math.clamp(heap / 8, LEAST, MOST_INITIAL)) / MIB * MIB;
    }

    /// The part of that for new objects: half of it.
    ///
    /// @param heap the greatest size
    /// @return bytes
    static long young(long heap) {
        return initial(heap) / 2;
    }
}
