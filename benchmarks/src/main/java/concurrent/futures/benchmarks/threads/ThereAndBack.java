package concurrent.futures.benchmarks.threads;

import java.util.concurrent.ExecutionException;
import org.openjdk.jmh.annotations.Benchmark;

/// One task and its result, then the next.
public class ThereAndBack {
    /// By `submit` and `result`.
    ///
    /// @param pools the pools
    /// @return the result
    @Benchmark
    public int ours(Pools pools) {
        int result = pools.ours.submit(() -> 1).result();
        Pools.check(1, result);
        return result;
    }

    /// By `submit` and `get`.
    ///
    /// @param pools the pools
    /// @return the result
    /// @throws InterruptedException when interrupted
    /// @throws ExecutionException never
    @Benchmark
    public int jdk(Pools pools) throws InterruptedException, ExecutionException {
        int result = pools.jdk.submit(() -> 1).get();
        Pools.check(1, result);
        return result;
    }
}
