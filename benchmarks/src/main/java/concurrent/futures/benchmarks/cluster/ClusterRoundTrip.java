package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.child.ChildJvm;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.engine.NodeId;
import org.jgroups.Address;

/// One task on one agent, and its result; then the next. In turns with it, a request from this JVM to another, with 64
/// bytes that come back: by the engine as it comes; and by the engine as the cluster has it, which is the least that a
/// task could take.
///
/// Warm-up: 10,000 of each, in turns of 1,000.
///
/// Figures: of a task, `median` and `p99`; of requests, `engine` and `engine-p99` as it comes, `request` and
/// `request-p99` as the cluster has it.
public final class ClusterRoundTrip implements Workload {
    private static final int BYTES = 64;

    /// Asks, and waits for the answer.
    private interface Request {
        byte[] answer(byte[] question) throws Exception;
    }

    @Override
    public Figures measure(Scale scale) throws Exception {
        int turn = scale.of(10, 1_000);
        int warmUp = scale.of(1, 10);
        int turns = scale.of(1, 8, 30);
        double[] tasks = new double[turn * turns];
        double[] requests = new double[turn * turns];
        double[] plain = new double[turn * turns];
        try (ChildJvm other = ChildJvm.start(LocalAgents.JVM_OPTIONS, PlainChannel.Program.class);
                PlainChannel channel = PlainChannel.join(PlainChannel.freePort(), Integer.parseInt(other.line()));
                SmallCluster cluster = SmallCluster.open(1, 1);
                ClusterExecutor executor = cluster.connect()) {
            NodeId peer = cluster.startPeer().id();
            Address plainPeer = channel.other();
            for (int i = -warmUp; i < turns; i++) {
                int to = Math.max(0, i) * turn;
                tasks(executor, tasks, to, turn);
                requests(question -> cluster.member().request(peer, question).get(), requests, to, turn);
                requests(question -> channel.request(plainPeer, question), plain, to, turn);
            }
        }
        Samples ours = Samples.of(tasks);
        Samples least = Samples.of(requests);
        Samples engine = Samples.of(plain);
        return Figures.of("median", ours.median())
                .and("p99", ours.percentile(99))
                .and("engine", engine.median())
                .and("engine-p99", engine.percentile(99))
                .and("request", least.median())
                .and("request-p99", least.percentile(99));
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

    private static void requests(Request request, double[] seconds, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            byte[] question = new byte[BYTES];
            question[0] = (byte) i;
            long start = System.nanoTime();
            byte[] answer = request.answer(question);
            seconds[i] = (System.nanoTime() - start) / 1e9;
            Check.same("the length of the answer", BYTES, answer.length);
            Check.same("the answer", question[0], answer[0]);
        }
    }
}
