package concurrent.futures.benchmarks.floor.prototype;

import concurrent.futures.Task;
import concurrent.futures.benchmarks.child.Peer;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// 200,000 times `x -> x + 1` as lambdas: each is taken apart by a cached handle, travels as the number of its shape
/// and its captured numbers, is put together and called by the other JVM, and its boxed result fills a slot here.
/// Every task is an object, and so is every result; but nothing keeps books about them.
///
/// Warm-up: the whole of it forty times, or sixty in a full run, which is no shorter than that of what it is compared
/// with.
public final class Lambdas implements Workload {
    private static final int BUFFER = 64 << 10;
    private static final int SHAPE = 1;

    /// The bytes of a task.
    static final int TASK = 2 * Integer.BYTES;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(8_000, 200_000);
        String code = LambdaShape.take(task(0)).getImplMethodName();
        try (TemporaryFolder folder = TemporaryFolder.make();
                Peer one = Peer.start(folder, List.of(), Other.class, code);
                Peer two = Peer.start(folder, List.of(), Other.class, code)) {
            List<Peer> peers = List.of(one, two);
            Samples samples = Samples.time(scale.of(0, 40, 60), scale.of(1, 7, 15), () -> {
                List<Slot> slots = submitAll(peers, tasks);
                long sum = 0;
                for (Slot slot : slots) {
                    sum += (Integer) slot.value;
                }
                Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
            });
            return Figures.of("rate", tasks / samples.median());
        }
    }

    /// Sends the tasks in turn to the two, in batches of what fits into a buffer, while a thread for each takes its
    /// answers.
    private static List<Slot> submitAll(List<Peer> peers, int tasks) throws InterruptedException {
        List<Slot> slots = new ArrayList<>(tasks);
        CountDownLatch ends = new CountDownLatch(peers.size());
        List<List<Slot>> halves = List.of(new ArrayList<>(tasks), new ArrayList<>(tasks));
        for (int i = 0; i < tasks; i++) {
            Slot slot = new Slot();
            slots.add(slot);
            halves.get(turn(i)).add(slot);
        }
        for (int i = 0; i < peers.size(); i++) {
            SocketChannel channel = peers.get(i).channel();
            List<Slot> half = halves.get(i);
            Thread.ofPlatform().start(() -> {
                ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
                for (Slot slot : half) {
                    Batches.need(channel, buffer, Integer.BYTES);
                    slot.value = buffer.getInt();
                }
                ends.countDown();
            });
        }
        List<ByteBuffer> buffers = List.of(ByteBuffer.allocateDirect(BUFFER), ByteBuffer.allocateDirect(BUFFER));
        for (int i = 0; i < tasks; i++) {
            int to = turn(i);
            ByteBuffer buffer = buffers.get(to);
            put(buffer, task(i));
            if (buffer.remaining() < TASK) {
                Batches.write(peers.get(to).channel(), buffer.flip());
                buffer.clear();
            }
        }
        for (int i = 0; i < peers.size(); i++) {
            Batches.write(peers.get(i).channel(), buffers.get(i).flip());
        }
        ends.await();
        return slots;
    }

    static int turn(int task) {
        return task >> 9 & 1;
    }

    static Task<Integer> task(int x) {
        return () -> x + 1;
    }

    static void put(ByteBuffer buffer, Task<Integer> task) {
        buffer.putInt(SHAPE).putInt((Integer) LambdaShape.take(task).getCapturedArg(0));
    }

    /// What stands for a future.
    private static final class Slot {
        private volatile Object value = "none yet";
    }

    /// One of the two JVMs.
    static final class Other {
        private Other() {}

        /// Runs the tasks of each batch, and answers with a batch.
        ///
        /// @param args the path of the socket, and the method that is the code of the lambdas
        /// @throws Throwable if the socket or a task fails
        public static void main(String... args) throws Throwable {
            MethodHandle factory = LambdaShape.factory(Lambdas.class, args[1]);
            try (SocketChannel channel = Peer.call(args[0])) {
                ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
                ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
                while (channel.read(in) >= 0) {
                    in.flip();
                    while (in.remaining() >= TASK) {
                        if (in.getInt() != SHAPE) {
                            throw new IOException("an unknown lambda");
                        }
                        Task<?> task = (Task<?>) factory.invokeExact(in.getInt());
                        out.putInt((Integer) task.call());
                    }
                    in.compact();
                    Batches.write(channel, out.flip());
                    out.clear();
                }
            }
        }
    }
}
