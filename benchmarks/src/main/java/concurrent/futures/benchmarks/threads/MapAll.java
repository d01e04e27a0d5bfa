package concurrent.futures.benchmarks.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// One function over all elements; the JDK has `invokeAll`.
public class MapAll {
    private static final int TASKS = 500_000;
    private static final List<Integer> ITEMS = IntStream.range(0, TASKS).boxed().toList();

    /// By `map`.
    ///
    /// @param pools the pools
    /// @return the sum of the results
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long ours(Pools pools) {
        long sum = 0;
        for (int result : pools.ours.<Integer, Integer>map(x -> x + 1, ITEMS)) {
            sum += result;
        }
        Pools.check(TASKS, sum);
        return sum;
    }

    /// By `invokeAll`; to make the list of tasks is part of it.
    ///
    /// @param pools the pools
    /// @return the sum of the results
    /// @throws InterruptedException when interrupted
    /// @throws ExecutionException never
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public long jdk(Pools pools) throws InterruptedException, ExecutionException {
        List<Callable<Integer>> tasks = new ArrayList<>(TASKS);
        for (int x : ITEMS) {
            tasks.add(() -> x + 1);
        }
        long sum = 0;
        for (java.util.concurrent.Future<Integer> future : pools.jdk.invokeAll(tasks)) {
            sum += future.get();
        }
        Pools.check(TASKS, sum);
        return sum;
    }
}
