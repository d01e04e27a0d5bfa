package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.child.Peer;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// 64 bytes to another JVM and back over a Unix domain socket that blocks; back to back, and after a pause.
///
/// Warm-up: 100,000 trips back to back, and 500 paced ones.
public final class SocketEcho implements Workload {
    private static final int BYTES = 64;
    private static final long PAUSE_NANOS = 2_000_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.make();
                Peer peer = Peer.start(folder, List.of(), Other.class)) {
            int trips = scale.of(50, 50_000, 200_000);
            trips(peer.channel(), scale.of(10, 100_000), 0);
            Samples straight = trips(peer.channel(), trips, 0);
            trips(peer.channel(), scale.of(2, 500), PAUSE_NANOS);
            Samples paced = trips(peer.channel(), scale.of(10, 1_000, 4_000), PAUSE_NANOS);
            return Figures.of("median", straight.median())
                    .and("p99", straight.percentile(99))
                    .and("paced-median", paced.median())
                    .and("paced-p99", paced.percentile(99));
        }
    }

    private static Samples trips(SocketChannel channel, int trips, long pauseNanos) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
        double[] seconds = new double[trips];
        for (int i = 0; i < trips; i++) {
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
            long start = System.nanoTime();
            channel.write(buffer.clear().putLong(0, i));
            Check.that("the echo has come", Peer.fill(channel, buffer.clear()));
            seconds[i] = (System.nanoTime() - start) / 1e9;
            Check.same("the echo", i, buffer.getLong(0));
        }
        return Samples.of(seconds);
    }

    /// The other JVM.
    static final class Other {
        private Other() {}

        /// Echoes until the channel is closed.
        ///
        /// @param args the path of the socket
        /// @throws IOException if the socket fails
        public static void main(String... args) throws IOException {
            try (SocketChannel channel = Peer.call(args[0])) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
                while (Peer.fill(channel, buffer.clear())) {
                    channel.write(buffer.flip());
                }
            }
        }
    }
}
