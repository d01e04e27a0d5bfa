package concurrent.futures.benchmarks.floor.prototype;

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
import java.util.ArrayList;
import java.util.List;

/// 200,000 times `x -> x + 1` as packed numbers, in batches, to two JVMs that know what to do with them: no objects,
/// no lambdas, no futures.
///
/// Warm-up: the whole of it 120 times, or 150 in a full run.
public final class PackedRecords implements Workload {
    private static final int RECORD = 2 * Long.BYTES;
    private static final int BATCH = 2_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(8_000, 200_000);
        try (TemporaryFolder folder = TemporaryFolder.make();
                Peer one = Peer.start(folder, List.of(), Other.class);
                Peer two = Peer.start(folder, List.of(), Other.class)) {
            List<Peer> peers = List.of(one, two);
            Samples samples = Samples.time(scale.of(0, 120, 150), scale.of(1, 7, 15), () -> {
                List<Half> halves = new ArrayList<>();
                for (int i = 0; i < peers.size(); i++) {
                    Half half = new Half(peers.get(i).channel(), tasks / 2, i * (tasks / 2));
                    half.reader.start();
                    half.writer.start();
                    halves.add(half);
                }
                long sum = 0;
                for (Half half : halves) {
                    half.writer.join();
                    half.reader.join();
                    sum += half.sum;
                }
                Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
            });
            return Figures.of("rate", tasks / samples.median());
        }
    }

    /// What one of the two JVMs does: one thread sends it, another takes the answers.
    private static final class Half {
        private final SocketChannel channel;
        private final int count;
        private final int first;
        private final Thread writer;
        private final Thread reader;
        private long sum;

        Half(SocketChannel channel, int count, int first) {
            this.channel = channel;
            this.count = count;
            this.first = first;
            this.writer = new Thread(this::write);
            this.reader = new Thread(this::read);
        }

        private void write() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH * RECORD);
            for (int i = 0; i < count; i++) {
                buffer.putLong(i).putLong(first + (long) i);
                if (!buffer.hasRemaining() || i == count - 1) {
                    Batches.write(channel, buffer.flip());
                    buffer.clear();
                }
            }
        }

        private void read() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH * RECORD).flip();
            for (int i = 0; i < count; i++) {
                Batches.need(channel, buffer, RECORD);
                if (buffer.getLong() != i) {
                    throw new IllegalStateException("an answer is out of order");
                }
                sum += buffer.getLong();
            }
        }
    }

    /// One of the two JVMs.
    static final class Other {
        private Other() {}

        /// Adds one to every record.
        ///
        /// @param args the path of the socket
        /// @throws IOException if the socket fails
        public static void main(String... args) throws IOException {
            try (SocketChannel channel = Peer.call(args[0])) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH * RECORD);
                while (channel.read(buffer) >= 0) {
                    int whole = buffer.position() / RECORD * RECORD;
                    int rest = buffer.position() - whole;
                    for (int at = Long.BYTES; at < whole; at += RECORD) {
                        buffer.putLong(at, buffer.getLong(at) + 1);
                    }
                    ByteBuffer done = buffer.duplicate().flip().limit(whole);
                    Batches.write(channel, done);
                    buffer.limit(whole + rest).position(whole);
                    buffer.compact();
                }
            }
        }
    }
}
