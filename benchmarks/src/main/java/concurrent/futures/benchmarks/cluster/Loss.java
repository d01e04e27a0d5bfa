package concurrent.futures.benchmarks.cluster;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.cluster.ClusterExecutor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Two agents with a slot each run a task, and one of them is hit: how long it takes until its task fails.
final class Loss {
    private static final int FOREVER = 1_000_000;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private Loss() {}

    /// Measures it.
    ///
    /// @param times how often; each time, the agent that was hit is killed afterwards, and another takes its place
    /// @param signal what hits it, such as `KILL`
    /// @return the median, and the longest
    static Figures measure(int times, String signal) throws IOException, InterruptedException {
        double[] seconds = new double[times];
        try (SmallCluster cluster = SmallCluster.open(2, 1);
                ClusterExecutor executor = cluster.connect()) {
            for (int i = 0; i < times; i++) {
                cluster.awaitAgents();
                seconds[i] = hit(cluster, executor, signal);
            }
            executor.killWorkers();
        }
        Samples samples = Samples.of(seconds);
        return Figures.of("time", samples.median()).and("longest", samples.percentile(100));
    }

    private static double hit(SmallCluster cluster, ClusterExecutor executor, String signal)
            throws IOException, InterruptedException {
        List<Future<Integer>> both = List.of(executor.submit(Loss::sleep), executor.submit(Loss::sleep));
        // There is no event for that.
        while (!both.stream().allMatch(Future::isRunning)) {
            Check.that("no agent is lost before it is hit", both.stream().noneMatch(Future::isDone));
            LockSupport.parkNanos(PAUSE);
        }
        ProcessHandle agent = cluster.agents().getLast();
        long start = System.nanoTime();
        Process sent = new ProcessBuilder("kill", "-" + signal, Long.toString(agent.pid())).start();
        Future<Integer> failed = Futures.asCompleted(both).iterator().next();
        double seconds = (System.nanoTime() - start) / 1e9;
        Check.same("the exit code of kill", 0, sent.waitFor());
        Check.that("it failed since it was lost", failed.exception() instanceof WorkerCrashedException);
        both.forEach(future -> future.cancel(/* mayInterruptIfRunning= */ true));
        agent.destroyForcibly();
        agent.onExit().join();
        return seconds;
    }

    private static int sleep() throws InterruptedException {
        Thread.sleep(FOREVER);
        return 0;
    }
}
