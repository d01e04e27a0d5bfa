package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.payload.Pages;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;

/// 64 MiB as a `byte[]`, to a worker of an agent as an argument, and back from one as a result. The receiver looks at a
/// byte of each page. Beside it, the engine alone brings as many bytes to another JVM, which forgets them.
///
/// Warm-up: three of each.
public final class ClusterBytes implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(2 << 20, 64 << 20);
        int warmUp = scale.of(0, 3);
        int times = scale.of(1, 7, 15);
        byte[] value = Pages.of(length);
        long expected = Pages.sum(value);
        try (SmallCluster cluster = SmallCluster.open(1, 1);
                ClusterExecutor executor = cluster.connect()) {
            NodeId peer = cluster.startPeer().id();
            int[] sent = {0};
            Samples argument = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over there",
                        expected,
                        executor.submit(() -> Pages.sum(value)).result());
            });
            Samples result = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over here",
                        expected,
                        Pages.sum(executor.submit(() -> Pages.of(length)).result()));
            });
            Samples engine = Samples.time(warmUp, times, () -> {
                sent[0]++;
                cluster.member()
                        .sendLarge(peer, new LargeId(0, sent[0]), new LargeBytes(value))
                        .get();
            });
            return Figures.of("argument", length / argument.median())
                    .and("result", length / result.median())
                    .and("engine", length / engine.median());
        }
    }
}
