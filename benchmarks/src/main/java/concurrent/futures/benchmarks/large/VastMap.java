package concurrent.futures.benchmarks.large;

import concurrent.futures.Executor;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.WorkerInfo;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.memory.Heap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// `x -> x + 1` by a `map` with a buffer of 1,000 over 100 million elements, in a JVM with a heap of 256 MB, on 2
/// workers. Every result is compared, in order. The live heap must be the same after a tenth and after nine tenths,
/// within 4 MiB.
///
/// Figures: elements per second; the growth of the live heap, and of the resident memory of the workers, between these
/// two moments. No warm-up. The short run has 2 million elements.
public final class VastMap implements Workload {
    private static final int BUFFER = 1_000;
    private static final long GROWTH = 4 << 20;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int elements = scale.of(200_000, 2_000_000, 100_000_000);
        return of(Kind.PROCESSES, elements, of(Kind.THREADS, elements, new Figures(Map.of())));
    }

    private static Figures of(Kind kind, int elements, Figures figures) throws Exception {
        try (ChildJvm jvm =
                ChildJvm.start(List.of("-Xmx256m"), Program.class, kind.name(), Integer.toString(elements))) {
            String[] answer = jvm.line().split(" ", -1);
            jvm.join();
            return figures.and(kind.label(), Double.parseDouble(answer[0]))
                    .and(kind.label() + "-heap-growth", Double.parseDouble(answer[1]))
                    .and(kind.label() + "-workers-growth", Double.parseDouble(answer[2]));
        }
    }

    /// What runs in the small heap.
    static final class Program {
        private Program() {}

        /// Prints the elements per second, and by how much heap and workers have grown.
        ///
        /// @param args which executor, and how many elements
        public static void main(String... args) {
            int elements = Integer.parseInt(args[1]);
            Iterable<Integer> items = () -> IntStream.range(0, elements).iterator();
            long heap = 0;
            long workers = 0;
            long looked = 0;
            int last = 0;
            long start = System.nanoTime();
            try (Executor pool = Kind.valueOf(args[0]).open();
                    Results<Integer> results = pool.<Integer, Integer>map(
                            x -> x + 1, items, MapOptions.defaults().withBufferSize(BUFFER))) {
                for (int result : results) {
                    if (result != ++last) {
                        Check.same("the result", last, result);
                    }
                    if (last == elements / 10 || last == elements / 10 * 9) {
                        long begin = System.nanoTime();
                        heap = Heap.live() - heap;
                        workers = resident(pool) - workers;
                        looked += System.nanoTime() - begin;
                    }
                }
                Check.same("the results", elements, last);
                Check.same("succeeded", elements, pool.statistics().succeeded());
            }
            double seconds = (System.nanoTime() - start - looked) / 1e9;
            Check.that("the live heap has grown by " + heap + " bytes", heap <= GROWTH);
            System.out.println(elements / seconds + " " + heap + " " + workers);
        }

        private static long resident(Executor pool) {
            return pool instanceof ProcessPoolExecutor processes
                    ? processes.workers().stream()
                            .mapToLong(WorkerInfo::residentBytes)
                            .sum()
                    : 0;
        }
    }
}
