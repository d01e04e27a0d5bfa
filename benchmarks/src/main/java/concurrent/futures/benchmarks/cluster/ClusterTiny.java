package concurrent.futures.benchmarks.cluster;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.MapOptions;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.engine.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// 100,000 times `x -> x + 1` on two agents with a slot each: by `submit` and `asCompleted`, by `map`, and by `map` in
/// chunks of 1,000. Beside it, as many requests of the engine, to two JVMs in turns, of which 1,000 at most are under
/// way.
///
/// Figures: each of these per second, the very first round by `submit` too, in JVMs that have compiled nothing yet; and
/// what a task costs on processors by each of the ways: at the driver, which is this JVM, at both agents, and in their
/// workers.
///
/// Warm-up: 15 rounds of each. Where processors are few, the compilers of the driver and of its agents take most of
/// them for the first ten rounds or so, and a round that they disturb takes up to ten times as long as the ones after
/// it.
public final class ClusterTiny implements Workload {
    private static final int CHUNK = 1_000;
    private static final int UNDER_WAY = 1_000;
    private static final int BYTES = 64;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(500, 100_000);
        List<Integer> items = IntStream.range(0, tasks).boxed().toList();
        MapOptions chunks = MapOptions.defaults().withChunkSize(CHUNK);
        try (SmallCluster cluster = SmallCluster.open(2, 1);
                ClusterExecutor executor = cluster.connect()) {
            List<Node> peers = List.of(cluster.startPeer(), cluster.startPeer());
            Samples requests = Samples.time(warmUp(scale), times(scale), () -> askAll(cluster, peers, tasks));
            Figures figures = Figures.of("requests", tasks / requests.median());
            Samples first = Samples.time(0, 1, () -> submitAll(executor, tasks));
            figures = figures.and("submit-first", tasks / first.median());
            figures = way(figures, "submit", cluster, scale, tasks, () -> submitAll(executor, tasks));
            figures = way(figures, "map", cluster, scale, tasks, () -> mapAll(executor, items, MapOptions.defaults()));
            return way(figures, "chunks", cluster, scale, tasks, () -> mapAll(executor, items, chunks));
        }
    }

    private static Figures way(
            Figures before, String name, SmallCluster cluster, Scale scale, int tasks, Samples.Step step)
            throws Exception {
        Samples.time(0, warmUp(scale), step);
        Costs costs = new Costs(cluster);
        Samples samples = Samples.time(0, times(scale), step);
        return costs.addTo(before.and(name, tasks / samples.median()), name, tasks * times(scale));
    }

    private static int warmUp(Scale scale) {
        return scale.of(1, 15);
    }

    private static int times(Scale scale) {
        return scale.of(1, 3, 7);
    }

    /// What a task costs on processors, compilers included.
    private static final class Costs {
        private final Map<Long, Double> driver;
        private final Map<Long, Double> agents;
        private final Map<Long, Double> workers;

        /// Of this JVM, which is the driver, of the agents, and of their workers.
        Costs(SmallCluster cluster) {
            driver = seconds(Stream.of(ProcessHandle.current()));
            agents = seconds(cluster.agents().stream());
            workers = seconds(cluster.agents().stream().flatMap(ProcessHandle::descendants));
        }

        private static Map<Long, Double> seconds(Stream<ProcessHandle> processes) {
            return processes.collect(
                    Collectors.toMap(ProcessHandle::pid, process -> Processes.cpuSeconds(process.pid())));
        }

        /// One that has ended meanwhile, since it made a startup cache, does not count.
        private static double since(Map<Long, Double> before) {
            double sum = 0;
            for (Map.Entry<Long, Double> process : before.entrySet()) {
                double seconds = Processes.cpuSeconds(process.getKey()) - process.getValue();
                sum += Double.isNaN(seconds) ? 0 : seconds;
            }
            return sum;
        }

        Figures addTo(Figures figures, String way, int tasks) {
            return figures.and(way + "-driver-cpu", since(driver) / tasks)
                    .and(way + "-agents-cpu", since(agents) / tasks)
                    .and(way + "-workers-cpu", since(workers) / tasks);
        }
    }

    private static void submitAll(Executor executor, int tasks) {
        List<Future<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            int x = i;
            futures.add(executor.submit(() -> x + 1));
        }
        long sum = 0;
        for (Future<Integer> future : Futures.asCompleted(futures)) {
            sum += future.result();
        }
        Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
    }

    private static void mapAll(Executor executor, List<Integer> items, MapOptions options) {
        long sum = 0;
        for (int result : executor.<Integer, Integer>map(x -> x + 1, items, options)) {
            sum += result;
        }
        Check.same("the sum", (long) items.size() * (items.size() + 1) / 2, sum);
    }

    private static void askAll(SmallCluster cluster, List<Node> peers, int count) throws InterruptedException {
        Semaphore room = new Semaphore(UNDER_WAY);
        AtomicInteger answers = new AtomicInteger();
        for (int i = 0; i < count; i++) {
            room.acquire();
            cluster.member()
                    .request(peers.get(i % peers.size()).id(), new byte[BYTES])
                    .whenComplete((answer, failure) -> {
                        if (answer != null) {
                            answers.incrementAndGet();
                        }
                        room.release();
                    });
        }
        room.acquire(UNDER_WAY);
        Check.same("the answers", count, answers.get());
    }
}
