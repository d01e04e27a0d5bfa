package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// What an executor keeps, while it waits for work, of the work that is over: nothing. Each test has an executor of its
/// own, whose threads have run nothing else, and wait after it.
///
/// What is large travels as it is, and is kept as it is, if it is kept: so it is large here.
public abstract class ResidueContract extends Contract {
    private static final int LARGE = 100_000;

    /// For subclasses.
    protected ResidueContract() {}

    private void awaitCollected(String what, WeakReference<?> object) {
        await(what + " is collected", () -> {
            System.gc();
            return object.get() == null;
        });
    }

    @Test
    void anIdleExecutorKeepsNoResult() {
        awaitCollected("the result of the last task", resultOf(executor()));
    }

    private static WeakReference<byte[]> resultOf(Executor executor) {
        return new WeakReference<>(executor.submit(() -> new byte[LARGE]).result());
    }

    @Test
    void anIdleExecutorKeepsNoException() {
        awaitCollected("the exception of the last task", exceptionOf(executor()));
    }

    private static WeakReference<Throwable> exceptionOf(Executor executor) {
        return new WeakReference<>(executor.submit(() -> {
                    throw new IllegalStateException("x".repeat(LARGE));
                })
                .exception());
    }

    @Test
    void anIdleExecutorKeepsNoFunction() {
        Gate gone = gate();
        assertTrue(executor().submit(watching(new byte[LARGE], gone)).result());
        gone.awaitArrivals(1);
    }

    private static Task<Boolean> watching(byte[] captured, Gate gone) {
        return () -> Residue.watch(captured, gone);
    }

    @Test
    void anIdleExecutorKeepsNoArgument() {
        Gate gone = gate();
        TaskFunction<byte[], Boolean> watch = argument -> Residue.watch(argument, gone);
        assertEquals(
                List.of(true, true),
                executor().map(watch, List.of(new byte[LARGE], new byte[LARGE])).toList());
        gone.awaitArrivals(2);
    }

    @Test
    void whereATaskRanItsResultIsNotKept() {
        Gate gone = gate();
        executor()
                .submit(() -> {
                    byte[] result = new byte[LARGE];
                    Residue.watch(result, gone);
                    return result;
                })
                .result();
        gone.awaitArrivals(1);
    }

    @Test
    void anIdleExecutorKeepsNoFutureWhateverItsOptionsWere() {
        TaskOptions options = TaskOptions.defaults()
                .withName("far from its limit")
                .withTimeout(Duration.ofDays(1))
                .withRetries(3);
        awaitCollected("the future of the last task", futureOf(executor().with(options)));
    }

    private static WeakReference<Future<?>> futureOf(Executor executor) {
        Future<?> future = executor.submit(() -> 1).addDoneCallback(ended -> ended.result());
        assertEquals(1, future.result());
        return new WeakReference<>(future);
    }

    @Test
    void anIdleExecutorKeepsNoCancelledFuture() {
        Executor single = open(1);
        Gate gate = gate();
        List<WeakReference<Future<?>>> cancelled = cancelled(single, gate);
        gate.open();
        cancelled.forEach(each -> awaitCollected("a cancelled future", each));
    }

    private static List<WeakReference<Future<?>>> cancelled(Executor single, Gate gate) {
        Future<Boolean> running = occupy(single, gate);
        Future<Integer> pending = single.submit(() -> 1);
        List<WeakReference<Future<?>>> cancelled = new ArrayList<>();
        for (Future<?> each : List.of(pending, running)) {
            assertTrue(each.cancel(true));
            assertThrows(CancellationException.class, each::result);
            cancelled.add(new WeakReference<>(each));
        }
        return cancelled;
    }

    @Test
    void aFutureThatIsKeptKeepsNothingOfItsTask() {
        List<Future<?>> kept = new ArrayList<>();
        WeakReference<Object> task = taskOf(executor(), kept);
        awaitCollected("the task of a future that is kept", task);
        assertEquals(1, kept.getFirst().result());
    }

    private static WeakReference<Object> taskOf(Executor executor, List<Future<?>> kept) {
        byte[] captured = new byte[LARGE];
        Future<?> future = executor.submit(() -> captured.length / LARGE);
        future.addDoneCallback(ended -> assertEquals(LARGE, captured.length));
        future.result();
        kept.add(future);
        return new WeakReference<>(captured);
    }
}
