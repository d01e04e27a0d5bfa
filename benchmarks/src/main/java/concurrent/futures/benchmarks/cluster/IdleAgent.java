package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// An idle agent: its resident memory without its workers, before it had any task, and after 10,000 of them, when their
/// driver has left; and how long it runs on a processor in each second.
///
/// Warm-up: a second of rest. When the driver has left, five: an agent gives back what its compilers had every two
/// seconds, if it can.
public final class IdleAgent implements Workload {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(10, 10_000);
        long rest = TimeUnit.MILLISECONDS.toNanos(scale.of(1, 1_000));
        long afterwards = TimeUnit.MILLISECONDS.toNanos(scale.of(1, 5_000));
        int seconds = scale.of(0, 2, 10);
        try (SmallCluster cluster = SmallCluster.open(1, 1)) {
            ProcessHandle agent = cluster.agents().getFirst();
            LockSupport.parkNanos(rest);
            double before = Processes.residentBytes(agent.pid());
            try (ClusterExecutor executor = cluster.connect()) {
                long sum = 0;
                for (int result : executor.<Integer, Integer>map(
                        x -> x + 1, IntStream.range(0, tasks).boxed().toList())) {
                    sum += result;
                }
                Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
            }
            // There is no event for that.
            while (agent.descendants().findAny().isPresent()) {
                LockSupport.parkNanos(PAUSE);
            }
            LockSupport.parkNanos(afterwards);
            double cpuBefore = Processes.cpuSeconds(agent.pid());
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            double cpu = Processes.cpuSeconds(agent.pid()) - cpuBefore;
            return Figures.of("fresh", before)
                    .and("used", Processes.residentBytes(agent.pid()))
                    .and("cpu", cpu / Math.max(1, seconds));
        }
    }
}
