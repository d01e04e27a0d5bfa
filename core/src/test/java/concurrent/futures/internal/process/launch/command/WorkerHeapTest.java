package concurrent.futures.internal.process.launch.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkerHeapTest {
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    @Test
    void allWorkersAndTheParentFitInMemory() {
        for (long memory = GIB; memory <= 256 * GIB; memory *= 2) {
            for (int workers = 1; workers <= 64; workers++) {
                long parent = memory / 4;
                long heap = WorkerHeap.share(memory, parent, workers);
                long all = parent + workers * (heap + WorkerHeap.OUTSIDE_HEAP);
                assertTrue(all <= memory || heap == WorkerHeap.LEAST, workers + " workers in " + memory / MIB + " MiB");
            }
        }
    }

    @Test
    void aWorkerGetsNoMoreThanAJvmTakesByItself() {
        assertEquals(6 * GIB, WorkerHeap.share(24 * GIB, 6 * GIB, 1));
    }

    @Test
    void aWorkerGetsEnoughToRunAtAll() {
        assertEquals(64 * MIB, WorkerHeap.share(GIB, GIB, 100));
        assertEquals(64 * MIB, WorkerHeap.share(GIB, 100 * GIB, 1));
        assertEquals(64 * MIB, WorkerHeap.share(GIB, Long.MAX_VALUE, Integer.MAX_VALUE));
    }

    @Test
    void aWorkerBeginsWithSpaceForLargeValuesWhereThereIsEnough() {
        assertEquals(512 * MIB, WorkerHeap.initial(6 * GIB));
        assertEquals(256 * MIB, WorkerHeap.young(6 * GIB));
        assertEquals(128 * MIB, WorkerHeap.initial(GIB));
        assertEquals(64 * MIB, WorkerHeap.initial(64 * MIB));
        assertEquals(20 * MIB, WorkerHeap.initial(20 * MIB));
    }

    @Test
    void moreWorkersGetLessEach() {
        assertEquals(1571 * MIB, WorkerHeap.share(16 * GIB, GIB, 8));
        assertEquals(296 * MIB, WorkerHeap.share(16 * GIB, GIB, 32));
    }
}
