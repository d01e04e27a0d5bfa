package concurrent.futures.benchmarks.cluster;

import concurrent.futures.Future;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A driver and two agents on this machine, from `ClusterExecutor.local(2)` on: until both are members; and until both
/// run a task, which needs a worker each. On a machine with more than two processors, there are more slots, and a task
/// for each of them.
///
/// Figures: both times for the first cluster of a program, `first-members` and `first`, and for later ones.
public final class ClusterStart implements Workload {
    private static final int AGENTS = 2;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    @Override
    public Figures measure(Scale scale) throws IOException {
        double[] first = start();
        int times = scale.of(1, 3, 9);
        double[] members = new double[times];
        double[] running = new double[times];
        for (int i = 0; i < times; i++) {
            double[] seconds = start();
            members[i] = seconds[0];
            running[i] = seconds[1];
        }
        return Figures.of("first-members", first[0])
                .and("first", first[1])
                .and("members", Samples.of(members).median())
                .and("time", Samples.of(running).median());
    }

    private static double[] start() throws IOException {
        double[] seconds = new double[2];
        long start = System.nanoTime();
        try (ClusterExecutor executor = ClusterExecutor.local(AGENTS)) {
            List<Future<Integer>> futures = new ArrayList<>();
            try (Rendezvous rendezvous = Rendezvous.open()) {
                int port = rendezvous.port();
                int tasks = Math.max(AGENTS, Runtime.getRuntime().availableProcessors() / AGENTS * AGENTS);
                for (int i = 0; i < tasks; i++) {
                    futures.add(executor.submit(() -> Rendezvous.visit(port)));
                }
                while (executor.agents().size() < AGENTS) {
                    LockSupport.parkNanos(PAUSE);
                }
                seconds[0] = (System.nanoTime() - start) / 1e9;
                rendezvous.await(tasks);
                seconds[1] = (System.nanoTime() - start) / 1e9;
            }
            long sum = 0;
            for (Future<Integer> future : futures) {
                sum += future.result();
            }
            Check.same("the guests", futures.size(), sum);
        }
        return seconds;
    }
}
