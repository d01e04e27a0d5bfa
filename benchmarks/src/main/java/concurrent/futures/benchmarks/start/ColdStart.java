package concurrent.futures.benchmarks.start;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// The first result of a program that has done nothing before: from the constructor of its pool, in a JVM of its own
/// for each sample. Once with an empty cache folder each time, and once with one that earlier runs have filled, as
/// far as they do.
///
/// Warm-up: for the filled folder, runs until there is something in it, for up to 10 seconds, and one more.
public final class ColdStart implements Workload {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    @Override
    public Figures measure(Scale scale) throws Exception {
        int times = scale.of(1, 5, 15);
        double[] untrained = new double[times];
        for (int i = 0; i < times; i++) {
            try (TemporaryFolder cache = TemporaryFolder.make()) {
                untrained[i] = first(cache.path(), 0);
            }
        }
        Figures figures = Figures.of("untrained", Samples.of(untrained).median());
        if (scale == Scale.SMOKE) {
            return figures.and("trained", untrained[0]);
        }
        try (TemporaryFolder cache = TemporaryFolder.make()) {
            train(cache.path());
            double[] trained = new double[times];
            for (int i = 0; i < times; i++) {
                trained[i] = first(cache.path(), 0);
            }
            return figures.and("trained", Samples.of(trained).median());
        }
    }

    /// Has a program live long enough to leave something for the next ones.
    private static void train(Path cache) throws Exception {
        first(cache, PATIENCE);
        first(cache, 0);
    }

    private static double first(Path cache, long patience) throws Exception {
        Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString());
        try (ChildJvm jvm =
                ChildJvm.start(environment, List.of(), Program.class, cache.toString(), Long.toString(patience))) {
            double seconds = Double.parseDouble(jvm.line());
            jvm.join();
            return seconds;
        }
    }

    /// The program: one pool, one task.
    static final class Program {
        private Program() {}

        /// Prints how long it took, in seconds.
        ///
        /// @param args the cache folder, and for how many nanoseconds at most to wait for a file in it
        public static void main(String... args) throws IOException {
            long start = System.nanoTime();
            try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
                int x = args.length;
                int result = pool.submit(() -> x + 1).result();
                long end = System.nanoTime();
                Check.same("the first result", 3, result);
                System.out.println((end - start) / 1e9);
                long deadline = end + Long.parseLong(args[1]);
                while (System.nanoTime() < deadline && !isFilled(Path.of(args[0]))) {
                    LockSupport.parkNanos(PAUSE);
                }
            }
        }

        private static boolean isFilled(Path cache) throws IOException {
            try (Stream<Path> files = Files.walk(cache)) {
                return files.anyMatch(file ->
                        file.toString().endsWith(".aot") || file.toString().endsWith(".jsa"));
            }
        }
    }
}
