package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.nio.file.Path;

/// A word to another JVM and back over a page that both have mapped, while both spin. The trips are timed in groups
/// of ten, since one is about as long as a look at the clock.
///
/// Warm-up: as many trips.
public final class PageEcho implements Workload {
    private static final int GROUP = 10;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int groups = scale.of(10, 50_000);
        try (TemporaryFolder folder = TemporaryFolder.inMemory();
                SharedPage page = SharedPage.map(SharedPage.file(folder), 0);
                ChildJvm other = SharedPage.share(folder, Other.class)) {
            trips(page, groups, 0);
            Samples samples = trips(page, groups, groups);
            page.set(SharedPage.QUESTION, SharedPage.END);
            other.join();
            return Figures.of("median", samples.median());
        }
    }

    private static Samples trips(SharedPage page, int groups, int before) {
        double[] seconds = new double[groups];
        long round = (long) before * GROUP;
        for (int i = 0; i < groups; i++) {
            long start = System.nanoTime();
            for (int j = 0; j < GROUP; j++) {
                page.set(SharedPage.QUESTION, ++round);
                page.await(SharedPage.ANSWER, round);
            }
            seconds[i] = (System.nanoTime() - start) / 1e9 / GROUP;
        }
        return Samples.of(seconds);
    }

    /// The other JVM.
    static final class Other {
        private Other() {}

        /// Answers until it is told to end.
        ///
        /// @param args the path of the page
        /// @throws IOException if it can not be mapped
        public static void main(String... args) throws IOException {
            try (SharedPage page = SharedPage.map(Path.of(args[0]), 0)) {
                for (long round = 1; page.await(SharedPage.QUESTION, round) != SharedPage.END; round++) {
                    page.set(SharedPage.ANSWER, round);
                }
            }
        }
    }
}
