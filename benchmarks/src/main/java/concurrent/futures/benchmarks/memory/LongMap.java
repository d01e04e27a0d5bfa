package concurrent.futures.benchmarks.memory;

import concurrent.futures.Executor;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.List;
import java.util.stream.IntStream;

/// `x -> x + 1` by a `map` with a buffer of 1,000 over 5 million elements, in a JVM with a heap of 64 MB, on 2
/// workers.
///
/// Warm-up: 200,000 elements. The short run has 1 million elements.
public final class LongMap implements Workload {
    private static final int BUFFER = 1_000;
    private static final int WARM_UP = 200_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int elements = scale.of(5_000, 1_000_000, 5_000_000);
        return Figures.of("threads", rate("threads", elements)).and("processes", rate("processes", elements));
    }

    private static double rate(String kind, int elements) throws Exception {
        try (ChildJvm jvm = ChildJvm.start(List.of("-Xmx64m"), Program.class, kind, Integer.toString(elements))) {
            double rate = Double.parseDouble(jvm.line());
            jvm.join();
            return rate;
        }
    }

    /// What runs in the small heap.
    static final class Program {
        private Program() {}

        /// Prints the elements per second.
        ///
        /// @param args which executor, and how many elements
        public static void main(String... args) {
            int elements = Integer.parseInt(args[1]);
            try (Executor pool = "threads".equals(args[0]) ? new ThreadPoolExecutor(2) : new ProcessPoolExecutor(2)) {
                map(pool, Math.min(WARM_UP, elements));
                long start = System.nanoTime();
                map(pool, elements);
                System.out.println(elements / ((System.nanoTime() - start) / 1e9));
            }
        }

        private static void map(Executor pool, int elements) {
            Iterable<Integer> items = () -> IntStream.range(0, elements).iterator();
            long sum = 0;
            for (int result : pool.<Integer, Integer>map(
                    x -> x + 1, items, MapOptions.defaults().withBufferSize(BUFFER))) {
                sum += result;
            }
            Check.same("the sum", (long) elements * (elements + 1) / 2, sum);
        }
    }
}
