package concurrent.futures.benchmarks.large;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.benchmarks.cpu.Burn;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A pool of 64 workers, on however few processors: all of them run a task at the same time; then 200,000 tiny tasks by
/// `submit` and `map`, and 4,000 uneven ones of 10 µs to 10 ms; then it is closed. Every result is right, nothing was
/// tried again, and at the end there are the same workers as at the beginning.
///
/// Figures: seconds from the constructor until all run; tiny tasks per second, the warm-up of all these JVMs included;
/// seconds for the uneven ones, and for the same in a loop; seconds to close. No warm-up.
public final class Crew implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int workers = scale.of(4, 64);
        int tiny = scale.of(2_000, 200_000);
        int uneven = scale.of(200, 4_000);
        double perMicro = Burn.stepsPerMicrosecond();
        long start = System.nanoTime();
        ProcessPoolExecutor pool = new ProcessPoolExecutor(workers);
        try (pool) {
            Meeting.of(pool, workers);
            double started = since(start);
            Set<Long> crew = pids(pool);
            Check.same("the workers", workers, crew.size());

            start = System.nanoTime();
            submit(pool, tiny);
            double submitted = since(start);
            start = System.nanoTime();
            map(pool, tiny);
            double mapped = since(start);

            List<Integer> lengths = lengths(uneven, perMicro);
            start = System.nanoTime();
            long alone = alone(lengths);
            double serial = since(start);
            start = System.nanoTime();
            Check.same("the sum of the uneven tasks", alone, together(pool, lengths));
            double parallel = since(start);

            ExecutorStatistics all = pool.statistics();
            Check.same("succeeded", workers + 2L * tiny + uneven, all.succeeded());
            Check.same("submitted", workers + 2L * tiny + uneven, all.submitted());
            Check.same("tried again", 0, all.retried());
            Check.that("the workers are still the same: " + pids(pool), crew.equals(pids(pool)));
            start = System.nanoTime();
            pool.close();
            return Figures.of("start", started)
                    .and("submit", tiny / submitted)
                    .and("map", tiny / mapped)
                    .and("uneven", parallel)
                    .and("uneven-serial", serial)
                    .and("close", since(start));
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static Set<Long> pids(ProcessPoolExecutor pool) {
        return pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void submit(ProcessPoolExecutor pool, int tasks) {
        List<Future<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            int x = i;
            futures.add(pool.submit(() -> x + 1));
        }
        BitSet results = new BitSet();
        for (Future<Integer> future : Futures.asCompleted(futures)) {
            results.set(future.result());
        }
        Check.same("different results", tasks, results.cardinality());
        Check.same("the largest result", tasks + 1L, results.length());
    }

    private static void map(ProcessPoolExecutor pool, int tasks) {
        int last = 0;
        for (int result : pool.<Integer, Integer>map(
                x -> x + 1, IntStream.range(0, tasks).boxed().toList())) {
            Check.same("the result", ++last, result);
        }
        Check.same("the results", tasks, last);
    }

    /// From 10 µs to 10 ms, each power of ten as often, short and long ones mixed.
    private static List<Integer> lengths(int count, double perMicro) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double power = 1 + 3.0 * (i * 617L % count) / count;
            lengths.add((int) Math.max(1, perMicro * Math.pow(10, power)));
        }
        return lengths;
    }

    private static long alone(List<Integer> lengths) {
        long sum = 0;
        for (int length : lengths) {
            sum += Burn.burn(length, length);
        }
        return sum;
    }

    private static long together(ProcessPoolExecutor pool, List<Integer> lengths) {
        long sum = 0;
        for (long end : pool.<Integer, Long>map(length -> Burn.burn(length, length), lengths)) {
            sum += end;
        }
        return sum;
    }
}
