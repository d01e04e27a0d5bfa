package concurrent.futures.benchmarks.tiny;

import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.List;
import java.util.stream.IntStream;

/// 200,000 times `x -> x + 1` on 2 workers by `map`, without options.
///
/// Warm-up: the whole of it 120 times, or 150 in a full run, which is three or four seconds: only then are the
/// compilers of three JVMs done. The very first time is a figure of its own, `first-rate`.
public final class TinyMap implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        return measure(scale, MapOptions.defaults());
    }

    static Figures measure(Scale scale, MapOptions options) throws Exception {
        int tasks = scale.of(2_500, 200_000);
        List<Integer> items = IntStream.range(0, tasks).boxed().toList();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            Samples.Step all = () -> mapAll(pool, items, options);
            Samples first = Samples.time(0, 1, all);
            Samples samples = Samples.time(scale.of(0, 119, 149), scale.of(1, 9, 15), all);
            return Figures.of("rate", tasks / samples.median()).and("first-rate", tasks / first.median());
        }
    }

    private static void mapAll(ProcessPoolExecutor pool, List<Integer> items, MapOptions options) {
        long sum = 0;
        for (int result : pool.<Integer, Integer>map(x -> x + 1, items, options)) {
            sum += result;
        }
        Check.same("the sum", (long) items.size() * (items.size() + 1) / 2, sum);
    }
}
