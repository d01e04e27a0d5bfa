package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimPageTest {
    @TempDir
    Path folder;

    private ClaimPage parent;
    private ClaimPage worker;

    @BeforeEach
    void open() throws IOException {
        parent = ClaimPage.create(folder.resolve("c"));
        worker = ClaimPage.open(folder.resolve("c"));
    }

    @AfterEach
    void close() {
        parent.close();
        worker.close();
    }

    @Test
    void aTaskIsBegunOrTakenBackAndNeverBoth() {
        long first = ClaimPage.number(7, 3);
        parent.offer(first, 4);
        assertEquals(0, parent.countBegun(first));
        assertTrue(worker.begin(first, 99));
        assertEquals(1, parent.countBegun(first));
        assertEquals(99, parent.begunAt(first));
        assertEquals(2, parent.cut(first, 2));
        assertEquals(2, parent.cut(first, 3), "taken back before");
        worker.beginsAt(first, 99_000);
        assertEquals(99_000, parent.begunAt(first));
        assertTrue(worker.begin(first + 1, 100));
        assertFalse(worker.begin(first + 2, 101));
        assertEquals(2, parent.cut(first, 0), "all that is left has begun");
    }

    @Test
    void aSlotIsFreeAgainAsSoonAsNothingIsLeft() {
        long before = ClaimPage.number(8, 3);
        parent.offer(before, 2);
        assertEquals(0, parent.cut(before, 0));
        long after = ClaimPage.number(9, 3);
        parent.offer(after, 1);
        assertFalse(worker.begin(before, 101), "late for a slot that is used again");
        assertFalse(worker.begin(before + 1, 101));
        assertTrue(worker.begin(after, 102));
    }

    @Test
    void numbersTellSlotAndPlace() {
        long first = ClaimPage.number((1L << 42) - 1, ClaimPage.SLOTS - 1);
        long last = first + ClaimPage.MOST_TASKS - 1;
        assertEquals(ClaimPage.SLOTS - 1, ClaimPage.slotOf(last));
        assertEquals(ClaimPage.MOST_TASKS - 1, ClaimPage.placeOf(last));
        assertEquals(0, ClaimPage.placeOf(first));
        parent.offer(first, ClaimPage.MOST_TASKS);
        assertTrue(worker.begin(first, 1));
        assertEquals(ClaimPage.MOST_TASKS, parent.cut(first, ClaimPage.MOST_TASKS));
        assertEquals(1, parent.cut(first, 0));
    }

    @Test
    void ofTwoThatMeetOneGetsTheTask() throws Exception {
        int tasks = 64;
        for (int round = 1; round <= 2_000; round++) {
            long first = ClaimPage.number(round, round % ClaimPage.SLOTS);
            parent.offer(first, tasks);
            CyclicBarrier start = new CyclicBarrier(2);
            AtomicInteger begun = new AtomicInteger();
            Thread runner = Thread.ofPlatform().start(() -> {
                await(start);
                while (begun.get() < tasks && worker.begin(first + begun.get(), 1)) {
                    begun.incrementAndGet();
                }
            });
            await(start);
            int end = tasks;
            for (int from = tasks - 1; from >= 0 && end > from; from -= 3) {
                end = parent.cut(first, from);
            }
            runner.join();
            assertEquals(end, begun.get(), "all that was not taken back has begun, and nothing else");
            assertEquals(end, parent.countBegun(first));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
