package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.concurrent.ExecutionException;

/// One task on one agent, and its result; then the next. In turns with it, the engine's own request from this JVM to
/// another, with 64 bytes that come back.
///
/// Warm-up: 10,000 of each, in turns of 1,000.
public final class ClusterRoundTrip implements Workload {
    private static final int BYTES = 64;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int turn = scale.of(10, 1_000);
        int warmUp = scale.of(1, 10);
        int turns = scale.of(1, 8, 30);
        double[] tasks = new double[turn * turns];
        double[] requests = new double[turn * turns];
        try (SmallCluster cluster = SmallCluster.open(1, 1);
                ClusterExecutor executor = cluster.connect()) {
            NodeId peer = cluster.startPeer().id();
            for (int i = -warmUp; i < turns; i++) {
                int to = Math.max(0, i) * turn;
                tasks(executor, tasks, to, turn);
                requests(cluster.member(), peer, requests, to, turn);
            }
        }
        Samples ours = Samples.of(tasks);
        Samples engine = Samples.of(requests);
        return Figures.of("median", ours.median())
                .and("p99", ours.percentile(99))
                .and("request", engine.median())
                .and("request-p99", engine.percentile(99));
    }

    private static void tasks(ClusterExecutor executor, double[] seconds, int from, int count) {
        for (int i = from; i < from + count; i++) {
            int x = i;
            long start = System.nanoTime();
            int result = executor.submit(() -> x + 1).result();
            seconds[i] = (System.nanoTime() - start) / 1e9;
            Check.same("the result", i + 1L, result);
        }
    }

    private static void requests(Membership member, NodeId to, double[] seconds, int from, int count)
            throws InterruptedException, ExecutionException {
        for (int i = from; i < from + count; i++) {
            byte[] question = new byte[BYTES];
            question[0] = (byte) i;
            long start = System.nanoTime();
            byte[] answer = member.request(to, question).get();
            seconds[i] = (System.nanoTime() - start) / 1e9;
            Check.same("the length of the answer", BYTES, answer.length);
            Check.same("the answer", question[0], answer[0]);
        }
    }
}
