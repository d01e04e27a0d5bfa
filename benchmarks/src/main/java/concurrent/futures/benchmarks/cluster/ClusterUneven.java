package concurrent.futures.benchmarks.cluster;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/// 64 tasks, each of which waits for 20 to 400 ms, in random order, on two agents with 4 slots each: by `submit`, from
/// the first call to the last result.
///
/// Figures: the seconds of that; `ideal`, those of 8 slots that lose no time, each of which takes the next task when it
/// has ended one; and `bound`, an eighth of all lengths, under which nothing can be. Warm-up: twice.
public final class ClusterUneven implements Workload {
    private static final int AGENTS = 2;
    private static final int SLOTS = 4;
    private static final int TASKS = 64;
    private static final int SHORTEST = 20;
    private static final int LONGEST = 400;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int[] millis = new Random(1).ints(TASKS, SHORTEST, LONGEST + 1).toArray();
        for (int i = 0; i < TASKS; i++) {
            millis[i] /= scale.of(SHORTEST, 1);
        }
        try (SmallCluster cluster = SmallCluster.open(AGENTS, SLOTS);
                ClusterExecutor executor = cluster.connect()) {
            Samples samples = Samples.time(scale.of(0, 2), scale.of(1, 5, 9), () -> waitFor(executor, millis));
            return Figures.of("time", samples.median())
                    .and("ideal", ideal(millis))
                    .and("bound", Arrays.stream(millis).sum() / 1e3 / (AGENTS * SLOTS));
        }
    }

    private static double ideal(int[] millis) {
        PriorityQueue<Integer> ends = new PriorityQueue<>();
        int last = 0;
        for (int length : millis) {
            Integer begin = ends.size() < AGENTS * SLOTS ? Integer.valueOf(0) : ends.poll();
            int end = (begin == null ? 0 : begin) + length;
            last = Math.max(last, end);
            ends.add(end);
        }
        return last / 1e3;
    }

    private static void waitFor(Executor executor, int[] millis) {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int length : millis) {
            futures.add(executor.submit(() -> {
                Thread.sleep(length);
                return length;
            }));
        }
        long sum = 0;
        for (Future<Integer> future : futures) {
            sum += future.result();
        }
        Check.same("the sum", Arrays.stream(millis).sum(), sum);
    }
}
