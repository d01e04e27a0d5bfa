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

    /// Measures, after each way has been gone for five seconds for warm-up: each worker compiles the function for
    /// itself, on the processors that it shares with all others.
    ///
    /// @param scale how often
    /// @param inputs the inputs
    /// @param function the function, whose results are added up
    /// @return the times, the speed-ups over the loop, and the share of the threads' speed-up that the workers reach
    static <A> Figures measure(Scale scale, List<A> inputs, TaskFunction<A, Long> function) throws Exception {
        int times = scale.of(1, 7, 9);
        double warmUp = scale.of(0, 5);
        double[] serial = new double[times];
        double[] processes = new double[times];
        double[] threads = new double[times];
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2);
                ExecutorService fixed = Executors.newFixedThreadPool(2)) {
            long expected = bySelf(inputs, function);
            Callable<Long> bySelf = () -> bySelf(inputs, function);
            Callable<Long> byPool = () -> byPool(pool, inputs, function);
            Callable<Long> byThreads = () -> byThreads(fixed, inputs, function);
            for (Callable<Long> way : List.of(bySelf, byPool, byThreads)) {
                for (double gone = 0; gone < warmUp; ) {
                    gone += time(expected, way);
                }
            }
            for (int i = 0; i < times; i++) {
                serial[i] = time(expected, bySelf);
                processes[i] = time(expected, byPool);
                threads[i] = time(expected, byThreads);
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
