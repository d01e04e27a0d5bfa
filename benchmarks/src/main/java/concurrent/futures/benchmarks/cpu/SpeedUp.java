package concurrent.futures.benchmarks.cpu;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskFunction;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One function over some inputs: in a loop, by a `map` over 2 workers, and by `invokeAll` on 2 threads, in turn.
final class SpeedUp {
    private SpeedUp() {}

    /// Measures, after each way has been gone some times for warm-up: until both workers have compiled the function, each
    /// for itself.
    ///
    /// @param scale how often
    /// @param inputs the inputs
    /// @param function the function, whose results are added up
    /// @return the times, the speed-ups over the loop, and the share of the threads' speed-up that the workers reach
    static <A> Figures measure(Scale scale, List<A> inputs, TaskFunction<A, Long> function) throws Exception {
        int times = scale.of(1, 3, 7);
        double[] serial = new double[times];
        double[] processes = new double[times];
        double[] threads = new double[times];
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2);
                ExecutorService fixed = Executors.newFixedThreadPool(2)) {
            long expected = bySelf(inputs, function);
            for (int i = -scale.of(0, 4, 8); i < times; i++) {
                double alone = time(expected, () -> bySelf(inputs, function));
                double byPool = time(expected, () -> byPool(pool, inputs, function));
                double byThreads = time(expected, () -> byThreads(fixed, inputs, function));
                if (i >= 0) {
                    serial[i] = alone;
                    processes[i] = byPool;
                    threads[i] = byThreads;
                }
            }
        }
        double alone = Samples.of(serial).median();
        double byPool = Samples.of(processes).median();
        double byThreads = Samples.of(threads).median();
        return Figures.of("time", byPool)
                .and("threads-time", byThreads)
                .and("speed-up", alone / byPool)
                .and("threads-speed-up", alone / byThreads);
    }

    private static double time(long expected, Callable<Long> way) throws Exception {
        long start = System.nanoTime();
        long sum = way.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        Check.same("the sum", expected, sum);
        return seconds;
    }

    private static <A> long bySelf(List<A> inputs, TaskFunction<A, Long> function) throws Exception {
        long sum = 0;
        for (A input : inputs) {
            sum += function.apply(input);
        }
        return sum;
    }

    private static <A> long byPool(ProcessPoolExecutor pool, List<A> inputs, TaskFunction<A, Long> function) {
        long sum = 0;
        for (long each : pool.map(function, inputs)) {
            sum += each;
        }
        return sum;
    }

    private static <A> long byThreads(ExecutorService threads, List<A> inputs, TaskFunction<A, Long> function)
            throws Exception {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (A input : inputs) {
            tasks.add(() -> function.apply(input));
        }
        long sum = 0;
        for (Future<Long> each : threads.invokeAll(tasks)) {
            sum += each.get();
        }
        return sum;
    }
}
