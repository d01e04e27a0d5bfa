package concurrent.futures.benchmarks.threads;

import concurrent.futures.ThreadPoolExecutor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Our pool and the JDK's, of the same kind. Only the one that a benchmark uses has threads.
@State(Scope.Benchmark)
public class Pools {
    /// The threads of a pool of platform threads.
    static final int THREADS = 2;

    /// Which kind of threads: `platform`, of which there are two, or `virtual`, one for each task.
    @Param({"platform", "virtual"})
    public String kind = "platform";

    ThreadPoolExecutor ours = new ThreadPoolExecutor(THREADS);
    ExecutorService jdk = Executors.newFixedThreadPool(THREADS);

    /// Makes the pools of the kind that is asked for.
    @Setup
    public void open() {
        if ("virtual".equals(kind)) {
            close();
            ours = ThreadPoolExecutor.virtual();
            jdk = Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    /// Ends the threads.
    @TearDown
    public void close() {
        ours.close();
        jdk.close();
    }

    /// What has to come out of `x -> x + 1` over the first numbers.
    static void check(int tasks, long sum) {
        if (sum != (long) tasks * (tasks + 1) / 2) {
            throw new IllegalStateException("the sum of " + tasks + " results is " + sum);
        }
    }
}
