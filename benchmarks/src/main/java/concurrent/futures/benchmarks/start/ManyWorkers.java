package concurrent.futures.benchmarks.start;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;

/// 32 workers, from the constructor until each of them runs a task.
///
/// Warm-up: a pool of one worker.
public final class ManyWorkers implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int workers = scale.of(2, 32);
        start(1);
        double[] seconds = new double[scale.of(1, 1, 5)];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = start(workers);
        }
        return Figures.of("time", Samples.of(seconds).median());
    }

    private static double start(int workers) throws Exception {
        long start = System.nanoTime();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(workers)) {
            List<Future<Integer>> visits = new ArrayList<>();
            double seconds;
            try (Rendezvous rendezvous = Rendezvous.open()) {
                int port = rendezvous.port();
                for (int i = 0; i < workers; i++) {
                    visits.add(pool.submit(() -> Rendezvous.visit(port)));
                }
                rendezvous.await(workers);
                seconds = (System.nanoTime() - start) / 1e9;
            }
            int sum = 0;
            for (Future<Integer> visit : visits) {
                sum += visit.result();
            }
            Check.same("the visits", workers, sum);
            return seconds;
        }
    }
}
