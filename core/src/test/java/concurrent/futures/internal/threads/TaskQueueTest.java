package concurrent.futures.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.TaskOptions;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The queue of a thread pool: nothing is lost, doubled or overtaken.
class TaskQueueTest {
    private final ThreadPool pool = new ThreadPool(new Settings(1, "queue-test", null, false));
    private final TaskQueue queue = new TaskQueue();

    private ThreadTask<Integer> task(int number) {
        return new ThreadTask<>(pool, new TaskBody.Call<>(() -> number), new TaskOptions("" + number, null, 0));
    }

    private static int number(ThreadTask<?> task) {
        return Integer.parseInt(String.valueOf(task.options().name()));
    }

    @Test
    void tasksComeOutInTheOrderInWhichTheyWereAdded() {
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
        List<ThreadTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            tasks.add(task(i));
            queue.add(tasks.getLast());
            assertFalse(queue.isEmpty());
        }
        assertEquals(tasks, queue.snapshot());
        for (ThreadTask<Integer> task : tasks) {
            assertFalse(queue.isEmpty());
            assertSame(task, queue.poll());
        }
        assertTrue(queue.isEmpty());
        assertNull(queue.poll());
        assertEquals(List.of(), queue.snapshot());
    }

    @Test
    void anEmptyQueueIsUsedAgainAtEachPlaceOfItsSegments() {
        for (int i = 0; i < 5_000; i++) {
            ThreadTask<Integer> task = task(i);
            queue.add(task);
            assertEquals(List.of(task), queue.snapshot());
            assertSame(task, queue.poll());
            assertTrue(queue.isEmpty());
            assertNull(queue.poll());
        }
    }

    @Test
    void eachTaskIsTakenOnceAndThoseOfOneThreadStayInOrder() throws Exception {
        int each = 60_000;
        int producers = 3;
        int consumers = 3;
        AtomicInteger left = new AtomicInteger(producers * each);
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int p = 0; p < producers; p++) {
            int first = p * each;
            threads.add(Thread.ofPlatform().start(() -> {
                awaitStart(start);
                for (int i = first; i < first + each; i++) {
                    queue.add(task(i));
                }
            }));
        }
        List<FutureTask<List<Integer>>> taken = new ArrayList<>();
        for (int c = 0; c < consumers; c++) {
            FutureTask<List<Integer>> taking = new FutureTask<>(() -> {
                List<Integer> mine = new ArrayList<>();
                while (left.get() > 0) {
                    ThreadTask<?> task = queue.poll();
                    if (task != null) {
                        mine.add(number(task));
                        left.decrementAndGet();
                    }
                }
                return mine;
            });
            taken.add(taking);
            threads.add(Thread.ofPlatform().start(taking));
        }
        start.countDown();
        boolean[] seen = new boolean[producers * each];
        for (FutureTask<List<Integer>> taking : taken) {
            int[] last = {-1, -1, -1};
            for (int number : taking.get()) {
                assertFalse(seen[number], "taken twice");
                seen[number] = true;
                assertTrue(number > last[number / each], "overtaken");
                last[number / each] = number;
            }
        }
        for (boolean each1 : seen) {
            assertTrue(each1, "lost");
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(queue.isEmpty());
    }

    private static void awaitStart(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
