package concurrent.futures.benchmarks.threads;

import concurrent.futures.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// All tasks submitted, and their results waited for one by one.
public class InOrder {
    private static final int TASKS = 500_000;

    /// By `submit` and `result`.
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
        for (Future<Integer> future : futures) {
            sum += future.result();
        }
        Pools.check(TASKS, sum);
        return sum;
    }

    /// By `submit` and `get`.
    ///
    /// @param pools the pools
    /// @return the sum of the results
    /// @throws InterruptedException when interrupted
    /// @throws ExecutionException never
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long jdk(Pools pools) throws InterruptedException, ExecutionException {
        List<java.util.concurrent.Future<Integer>> futures = new ArrayList<>(TASKS);
        for (int i = 0; i < TASKS; i++) {
            int x = i;
            futures.add(pools.jdk.submit(() -> x + 1));
        }
        long sum = 0;
        for (java.util.concurrent.Future<Integer> future : futures) {
            sum += future.get();
        }
        Pools.check(TASKS, sum);
        return sum;
    }
}
