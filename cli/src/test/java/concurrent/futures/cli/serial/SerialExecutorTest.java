package concurrent.futures.cli.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {
    private final SerialExecutor executor = new SerialExecutor();

    @Test
    void aTaskRunsInTheCallersThreadAtTheSubmit() {
        Future<Thread> future = executor.submit(Thread::currentThread);
        assertTrue(future.isDone());
        assertSame(Thread.currentThread(), future.result());
    }

    @Test
    void aFailureIsTheTasksOwn() {
        IllegalStateException mine = new IllegalStateException("mine");
        Future<Object> future = executor.submit(() -> {
            throw mine;
        });
        assertSame(mine, assertThrows(IllegalStateException.class, future::result));
    }

    @Test
    void aMapRunsEachElementWhenThereIsRoomForIt() {
        List<Integer> ran = new ArrayList<>();
        Results<Integer> results = executor.map(
                i -> {
                    ran.add(i);
                    return 10 * i;
                },
                List.of(1, 2, 3, 4, 5, 6),
                MapOptions.defaults().withBufferSize(2));
        Iterator<Integer> iterator = results.iterator();
        assertEquals(List.of(1, 2), ran);
        assertEquals(10, iterator.next());
        assertEquals(20, iterator.next());
        assertEquals(List.of(1, 2, 3, 4), ran);
        results.close();
    }

    @Test
    void aTaskMaySubmitFurtherOnesAndWaitForThem() {
        int answer = executor.submit(() -> {
                    Executor same = TaskContext.current().executor();
                    return same.submit(() -> 6).result()
                            * executor.submit(() -> 7).result();
                })
                .result();
        assertEquals(42, answer);
        assertEquals(new ExecutorStatistics(1, 0, 0, 0, 3, 3, 0, 0), executor.statistics());
    }

    @Test
    void theStatisticsAddUpInTheMiddleOfATask() {
        ExecutorStatistics inside = executor.submit(executor::statistics).result();
        assertEquals(new ExecutorStatistics(1, 1, 1, 0, 1, 0, 0, 0), inside);
    }

    @Test
    void aTimeLimitInterruptsTheTaskAndLeavesTheCallerAlone() {
        AtomicInteger attempts = new AtomicInteger();
        Executor limited = executor.with(
                TaskOptions.defaults().withTimeout(Duration.ofMillis(30)).withRetries(2));
        Future<?> future = limited.submit(() -> {
            attempts.incrementAndGet();
            new CountDownLatch(1).await();
            return null;
        });
        TaskTimeoutException failure = assertThrows(TaskTimeoutException.class, future::result);
        assertEquals(
                "the task ran longer than its limit of 0.03s (attempt 3 of 3), and was interrupted",
                failure.getMessage());
        assertEquals(2, executor.statistics().retried());
        assertEquals(3, attempts.get());
        assertFalse(Thread.interrupted());
    }

    @Test
    void whatItsTasksDoIsTold() {
        List<String> heard = new ArrayList<>();
        executor.addListener(event -> heard.add(event.getClass().getSimpleName()));
        assertEquals(1, executor.submit(() -> 1).result());
        executor.close();
        assertEquals(List.of("TaskSubmitted", "TaskStarted", "TaskEnded"), heard);
    }

    @Test
    void anInterruptMeantForTheCallerStays() {
        Future<?> future = executor.submit(() -> Thread.currentThread().interrupt());
        assertTrue(future.isDone());
        assertTrue(Thread.interrupted());
    }

    @Test
    void anotherThreadCanCancelWhatRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Throwable> seen = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            Results<Object> results = executor.map(
                    i -> {
                        started.countDown();
                        new CountDownLatch(1).await();
                        return i;
                    },
                    List.of(1));
            try {
                results.toList();
            } catch (RuntimeException e) {
                seen.complete(e);
            }
        });
        started.await();
        assertEquals(List.of(), executor.shutdownNow());
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        caller.join();
        assertFalse(seen.get(10, TimeUnit.SECONDS) instanceof CancellationException);
        assertTrue(executor.isTerminated());
    }

    @Test
    void afterTheShutdownNothingIsTaken() {
        executor.close();
        assertTrue(executor.isTerminated());
        RejectedExecutionException refusal =
                assertThrows(RejectedExecutionException.class, () -> executor.submit(() -> 1));
        assertEquals("SerialExecutor was shut down and takes no more tasks", refusal.getMessage());
    }

    @Test
    void aTaskMayShutItsExecutorDown() {
        Future<?> future = executor.submit(() -> executor.close());
        assertEquals(Future.State.SUCCESS, future.state());
        assertTrue(executor.isTerminated());
    }
}
