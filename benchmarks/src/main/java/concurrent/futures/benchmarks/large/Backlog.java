package concurrent.futures.benchmarks.large;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.memory.Heap;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/// A million futures `x -> x + 1` that are pending at the same time, in a JVM with a heap of 512 MB: both workers are
/// held until all are submitted, then all end, as `asCompleted` tells. Each result comes exactly once. The same with
/// fewer, which shows what a task costs by the length of the queue.
///
/// The figures are seconds per task, to submit it and to have its end; and the live heap of the whole program, per
/// task. Warm-up: 20,000 tasks.
public final class Backlog implements Workload {
    private static final int WARM_UP = 20_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        Figures figures = new Figures(Map.of());
        int[] lengths = scale == Scale.SMOKE ? new int[] {2_000} : new int[] {1_000, 10_000, 100_000, 1_000_000};
        int most = lengths[lengths.length - 1];
        for (Kind kind : Kind.values()) {
            for (int length : lengths) {
                figures = of(kind, length, length == most ? "" : "-" + length, figures);
            }
        }
        return figures;
    }

    private static Figures of(Kind kind, int length, String suffix, Figures figures) throws Exception {
        String name = kind.label() + suffix;
        try (ChildJvm jvm = ChildJvm.start(List.of("-Xmx512m"), Program.class, kind.name(), Integer.toString(length))) {
            String[] answer = jvm.line().split(" ", -1);
            jvm.join();
            return figures.and(name + "-submit", Double.parseDouble(answer[0]))
                    .and(name + "-end", Double.parseDouble(answer[1]))
                    .and(name + "-heap", Double.parseDouble(answer[2]));
        }
    }

    /// What runs in the small heap.
    static final class Program {
        private Program() {}

        /// Prints the seconds to submit a task, and to have its end, and the heap for it.
        ///
        /// @param args which executor, and how many tasks
        /// @throws Exception if something does not work
        public static void main(String... args) throws Exception {
            int count = Integer.parseInt(args[1]);
            try (Executor pool = Kind.valueOf(args[0]).open()) {
                end(submit(pool, WARM_UP));
                long before = Heap.live();
                double toSubmit;
                List<Future<Integer>> futures;
                long heap;
                try (Rendezvous rendezvous = Rendezvous.open()) {
                    int port = rendezvous.port();
                    for (int i = 0; i < Kind.WORKERS; i++) {
                        pool.submit(() -> Rendezvous.visit(port));
                    }
                    rendezvous.await(Kind.WORKERS);
                    long start = System.nanoTime();
                    futures = submit(pool, count);
                    toSubmit = (System.nanoTime() - start) / 1e9;
                    Check.same("pending tasks", count, pool.statistics().pending());
                    heap = Heap.live() - before;
                }
                long start = System.nanoTime();
                end(futures);
                double toEnd = (System.nanoTime() - start) / 1e9;
                System.out.println(toSubmit / count + " " + toEnd / count + " " + (double) heap / count);
            }
        }

        private static List<Future<Integer>> submit(Executor pool, int count) {
            List<Future<Integer>> futures = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                int x = i;
                futures.add(pool.submit(() -> x + 1));
            }
            return futures;
        }

        private static void end(List<Future<Integer>> futures) {
            BitSet results = new BitSet();
            int yielded = 0;
            for (Future<Integer> future : Futures.asCompleted(futures)) {
                results.set(future.result());
                yielded++;
            }
            Check.same("futures that ended", futures.size(), yielded);
            Check.same("different results", futures.size(), results.cardinality());
            Check.same("the largest result", futures.size() + 1L, results.length());
        }
    }
}
