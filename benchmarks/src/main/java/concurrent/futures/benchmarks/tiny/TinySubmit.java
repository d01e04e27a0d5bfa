package concurrent.futures.benchmarks.tiny;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;

/// 200,000 times `x -> x + 1` on 2 workers: all of them submitted, and their results taken as they come.
///
/// Warm-up: the whole of it forty times, or sixty in a full run, since the compilers of three JVMs share the processors
/// with the tasks for the first seconds. The very first time is a figure of its own, `first-rate`.
public final class TinySubmit implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(500, 200_000);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            Samples.Step all = () -> submitAll(pool, tasks);
            Samples first = Samples.time(0, 1, all);
            Samples samples = Samples.time(scale.of(0, 39, 59), scale.of(1, 7, 15), all);
            return Figures.of("rate", tasks / samples.median()).and("first-rate", tasks / first.median());
        }
    }

    private static void submitAll(ProcessPoolExecutor pool, int tasks) {
        List<Future<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            int x = i;
            futures.add(pool.submit(() -> x + 1));
        }
        long sum = 0;
        for (Future<Integer> future : Futures.asCompleted(futures)) {
            sum += future.result();
        }
        Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
    }
}
