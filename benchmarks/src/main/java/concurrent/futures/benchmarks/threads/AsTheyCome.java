package concurrent.futures.benchmarks.threads;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// All tasks submitted, and their results taken in the order in which they come; the JDK has
/// ExecutorCompletionService.
public class AsTheyCome {
    private static final int TASKS = 500_000;

    /// By `submit` and `asCompleted`.
    ///
    /// @param pools the pools
    /// @return the sum of the results
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long ours(Pools pools) {
        List<Future<Integer>> futures = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            int x = i;
            futures.add(pools.ours.submit(() -> x + 1));
        }
        long sum = 0;
        for (Future<Integer> future : Futures.asCompleted(futures)) {
            sum += future.result();
        }
        Pools.check(TASKS, sum);
        return sum;
    }

    /// By ExecutorCompletionService.
    ///
    /// @param pools the pools
    /// @return the sum of the results
    /// @throws InterruptedException when interrupted
    /// @throws ExecutionException never
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long jdk(Pools pools) throws InterruptedException, ExecutionException {
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pools.jdk);
        for (int i = 0; i < TASKS; i++) {
            int x = i;
            service.submit(() -> x + 1);
        }
        long sum = 0;
        for (int i = 0; i < TASKS; i++) {
            sum += service.take().get();
        }
        Pools.check(TASKS, sum);
        return sum;
    }
}
