package concurrent.futures.benchmarks.cluster;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// 64 MiB as a `byte[]`, to a worker of an agent as an argument, and back from one as a result. The receiver looks at a
/// byte of each page. Beside it, the engine alone brings as many bytes to another JVM, which forgets them.
///
/// Warm-up: three of each.
public final class ClusterBytes implements Workload {
    private static final int PAGE = 4096;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(2 << 20, 64 << 20);
        int warmUp = scale.of(0, 3);
        int times = scale.of(1, 7, 15);
        byte[] value = Made.of(length);
        long expected = sum(value);
        try (SmallCluster cluster = SmallCluster.open(1, 1);
                ClusterExecutor executor = cluster.connect()) {
            NodeId peer = cluster.startPeer().id();
            int[] sent = {0};
            Samples argument = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over there",
                        expected,
                        executor.submit(() -> sum(value)).result());
            });
            Samples result = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over here",
                        expected,
                        sum(executor.submit(() -> Made.of(length)).result()));
            });
            Samples engine = Samples.time(warmUp, times, () -> {
                sent[0]++;
                cluster.member()
                        .sendLarge(peer, new LargeId(0, sent[0]), new Kept(value))
                        .get();
            });
            return Figures.of("argument", length / argument.median())
                    .and("result", length / result.median())
                    .and("engine", length / engine.median());
        }
    }

    private static long sum(byte[] bytes) {
        long sum = bytes.length;
        for (int i = 0; i < bytes.length; i += PAGE) {
            sum += bytes[i];
        }
        return sum;
    }

    /// What is sent is made once in each JVM, so that making it is not measured.
    private static final class Made {
        private static byte[] bytes = {};

        static byte[] of(int length) {
            if (bytes.length != length) {
                bytes = new byte[length];
                for (int i = 0; i < length; i += PAGE) {
                    bytes[i] = (byte) (i / PAGE % 127);
                }
            }
            return bytes;
        }
    }

    private static final class Kept implements LargeValue {
        private final byte[] content;

        Kept(byte[] content) {
            this.content = content;
        }

        @Override
        public long bytes() {
            return content.length;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content);
        }
    }
}
