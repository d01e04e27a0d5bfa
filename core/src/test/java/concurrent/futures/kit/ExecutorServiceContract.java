package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.Executor;
import concurrent.futures.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// What code that knows nothing but the JDK's `ExecutorService` may rely on.
public abstract class ExecutorServiceContract extends Contract {
    /// For subclasses.
    protected ExecutorServiceContract() {}

    private static <T> Task<T> task(Task<T> task) {
        return task;
    }

    @Test
    void invokeAllReturnsEndedFuturesInOrder() throws Exception {
        ExecutorService service = executor();
        List<Future<Integer>> futures =
                service.invokeAll(List.of(task(() -> 1), task(() -> Integer.parseInt("none")), task(() -> 3)));
        assertEquals(3, futures.size());
        futures.forEach(each -> assertTrue(each.isDone()));
        assertEquals(1, futures.get(0).get());
        assertThrows(ExecutionException.class, futures.get(1)::get);
        assertEquals(3, futures.get(2).get());
        assertThrows(IndexOutOfBoundsException.class, () -> futures.get(3));
    }

    @Test
    void invokeAllOfNothingIsNothing() throws Exception {
        List<Callable<Integer>> none = List.of();
        assertEquals(List.of(), executor().invokeAll(none));
        assertEquals(List.of(), executor().invokeAll(none, 1, TimeUnit.DAYS));
    }

    @Test
    void invokeAllCancelsWhatIsUnfinishedWhenTheTimeIsUp() throws Exception {
        assertEquals(0, executor().submit(() -> 0).result()); // A worker is there.
        Gate gate = gate();
        List<Future<Integer>> futures = executor()
                .invokeAll(
                        List.of(
                                task(() -> 1),
                                task(() -> gate.pass(2)),
                                task(() -> gate.pass(3)),
                                task(() -> gate.pass(4))),
                        1500,
                        TimeUnit.MILLISECONDS);
        assertEquals(4, futures.size());
        assertEquals(1, futures.getFirst().get());
        for (Future<Integer> late : futures.subList(1, 4)) {
            assertTrue(late.isCancelled());
        }
    }

    @Test
    void invokeAllWithAnyTimeUnitWorks() throws Exception {
        for (TimeUnit unit : TimeUnit.values()) {
            assertEquals(
                    1,
                    executor()
                            .invokeAll(List.of(task(() -> 1)), Long.MAX_VALUE, unit)
                            .getFirst()
                            .get());
            assertEquals(1, executor().invokeAny(List.of(task(() -> 1)), Long.MAX_VALUE, unit));
        }
        assertTrue(executor()
                .invokeAll(List.of(task(() -> 1)), Long.MIN_VALUE, TimeUnit.DAYS)
                .getFirst()
                .isDone());
    }

    @Test
    void anInterruptedInvokeAllCancelsItsTasks() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        FutureTask<InterruptedException> invoke = new FutureTask<>(() -> assertThrows(
                InterruptedException.class,
                () -> single.invokeAll(List.of(task(() -> gate.pass()), task(() -> trail.add("ran"))))));
        Thread invoking = Thread.ofPlatform().start(invoke);
        gate.awaitArrivals(1);
        awaitBlocked(invoking);
        invoking.interrupt();
        invoke.get();
        gate.awaitDeparture();
        close(single);
        assertEquals(2, single.statistics().cancelled());
        assertEquals(List.of(), trail.events());
    }

    @Test
    void invokeAnyReturnsTheFirstSuccessAndCancelsTheOthers() throws Exception {
        Executor three = open(3);
        Gate gate = gate();
        assertEquals(
                3,
                three.invokeAny(
                        List.of(task(() -> Integer.parseInt("none")), task(() -> gate.pass(2)), task(() -> 3))));
        close(three);
        assertEquals(1, three.statistics().succeeded());
        assertEquals(
                3,
                three.statistics().succeeded()
                        + three.statistics().failed()
                        + three.statistics().cancelled());
    }

    @Test
    void invokeAnyThrowsAFailureWhenAllFail() {
        List<Task<Integer>> tasks = List.of(task(() -> Integer.parseInt("a")), task(() -> Integer.parseInt("b")));
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> executor().invokeAny(tasks));
        assertEquals(NumberFormatException.class, failure.getCause().getClass());
    }

    @Test
    void invokeAnyGivesUpWhenTheTimeIsUp() {
        Gate gate = gate();
        List<Task<Integer>> tasks = List.of(task(() -> gate.pass(1)), task(() -> gate.pass(2)));
        assertThrows(TimeoutException.class, () -> executor().invokeAny(tasks, 50, TimeUnit.MILLISECONDS));
        close(executor());
        assertEquals(2, executor().statistics().cancelled());
    }

    @Test
    void invokeAnyBlocksInAFrameOfThatName() throws Exception {
        Gate gate = gate();
        FutureTask<Integer> invoke = new FutureTask<>(() -> executor().invokeAny(List.of(task(() -> gate.pass(1)))));
        executor();
        Thread invoking = Thread.ofPlatform().start(invoke);
        gate.awaitArrivals(1);
        await(
                "invokeAny blocks",
                () -> invoking.getState() == Thread.State.WAITING
                        && Arrays.stream(invoking.getStackTrace())
                                .anyMatch(frame -> frame.getMethodName().equals("invokeAny")));
        gate.open();
        assertEquals(1, invoke.get());
    }

    @Test
    void theBulkMethodsRefuseNullsAndEmptyInput() {
        Executor service = executor();
        List<Task<Integer>> withNull = Arrays.asList(task(() -> 1), null);
        List<Task<Integer>> one = List.of(task(() -> 1));
        Collection<Callable<Integer>> none = new ArrayList<>();
        assertThrows(NullPointerException.class, () -> service.invokeAll(null));
        assertThrows(NullPointerException.class, () -> service.invokeAll(null, 1, TimeUnit.DAYS));
        assertThrows(NullPointerException.class, () -> service.invokeAll(one, 1, null));
        assertThrows(NullPointerException.class, () -> service.invokeAll(withNull));
        assertThrows(NullPointerException.class, () -> service.invokeAny(null));
        assertThrows(NullPointerException.class, () -> service.invokeAny(null, 1, TimeUnit.DAYS));
        assertThrows(NullPointerException.class, () -> service.invokeAny(one, 1, null));
        assertThrows(NullPointerException.class, () -> service.invokeAny(withNull));
        assertThrows(IllegalArgumentException.class, () -> service.invokeAny(none));
        assertThrows(IllegalArgumentException.class, () -> service.invokeAny(none, 1, TimeUnit.DAYS));
        assertThrows(NullPointerException.class, () -> service.execute(null));
    }

    @Test
    void executeRunsTheTask() {
        Gate gate = gate();
        Action action = gate::arrive;
        executor().execute(action);
        gate.awaitArrivals(1);
    }

    @Test
    void whatAnExecutedTaskThrowsReachesTheUncaughtExceptionHandler() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        CompletableFuture<Throwable> uncaught = new CompletableFuture<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> uncaught.complete(exception));
        try {
            Action action = () -> {
                throw new IllegalStateException("as the test wants");
            };
            executor().execute(action);
            assertEquals("as the test wants", uncaught.get(30, TimeUnit.SECONDS).getMessage());
            assertEquals(2, executor().submit(() -> 2).result(), "the worker lives on");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void theJdksFutureIsOurs() throws Exception {
        ExecutorService service = executor();
        Callable<Integer> callable = task(() -> 1);
        Future<Integer> future = service.submit(callable);
        assertEquals(1, future.get());
        assertSame(concurrent.futures.Future.class, concurrent.futures.Future.class.asSubclass(Future.class));
        assertFalse(future.isCancelled());
        assertTrue(future instanceof concurrent.futures.Future<Integer>);
    }
}
