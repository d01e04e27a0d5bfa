package concurrent.futures.benchmarks.floor.prototype;

import concurrent.futures.Task;
import concurrent.futures.benchmarks.child.Peer;
import concurrent.futures.benchmarks.child.TemporaryFolder;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;

/// [Lambdas] with what an executor is used by, and nothing else of one: `submit` gives a future at once, which can be
/// waited for, and the futures are taken from a queue as they end, as from an `ExecutorCompletionService`. Futures and
/// queues are those of the JDK. Each of the two JVMs has a thread here that sends what has been submitted, as much at a
/// time as there is, and one that takes the answers; no books are kept about anything.
///
/// Warm-up: the whole of it forty times, or sixty in a full run, as that of what it is compared with.
public final class LambdaFutures implements Workload {
    private static final int BUFFER = 64 << 10;
    private static final int ANSWER = Integer.BYTES;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(8_000, 200_000);
        String code = LambdaShape.take(Lambdas.task(0)).getImplMethodName();
        BlockingQueue<Future<Integer>> ended = new LinkedBlockingQueue<>();
        try (TemporaryFolder folder = TemporaryFolder.make();
                Peer one = Peer.start(folder, List.of(), Lambdas.Other.class, code);
                Peer two = Peer.start(folder, List.of(), Lambdas.Other.class, code)) {
            List<Lane> lanes = List.of(new Lane(one.channel(), ended), new Lane(two.channel(), ended));
            Samples samples = Samples.time(scale.of(0, 40, 60), scale.of(1, 7, 15), () -> {
                List<Future<Integer>> futures = new ArrayList<>(tasks);
                for (int i = 0; i < tasks; i++) {
                    futures.add(lanes.get(Lambdas.turn(i)).submit(Lambdas.task(i)));
                }
                long sum = 0;
                for (int i = 0; i < futures.size(); i++) {
                    sum += ended.take().get();
                }
                Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
            });
            for (Lane lane : lanes) {
                lane.close();
            }
            return Figures.of("rate", tasks / samples.median());
        }
    }

    /// A task on its way.
    private record Sent(Task<Integer> task, CompletableFuture<Integer> future) {}

    /// What submits to one of the two JVMs.
    private static final class Lane {
        private static final Sent END = new Sent(() -> 0, new CompletableFuture<>());

        private final SocketChannel channel;
        private final BlockingQueue<Future<Integer>> ended;
        private final BlockingQueue<Sent> submitted = new LinkedBlockingQueue<>();
        private final Queue<CompletableFuture<Integer>> awaited = new ConcurrentLinkedQueue<>();
        private final Thread sender = Thread.ofPlatform().start(this::send);

        Lane(SocketChannel channel, BlockingQueue<Future<Integer>> ended) {
            this.channel = channel;
            this.ended = ended;
            Thread.ofPlatform().daemon().start(this::receive);
        }

        Future<Integer> submit(Task<Integer> task) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            submitted.add(new Sent(task, future));
            return future;
        }

        private void send() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            try {
                for (Sent next = submitted.take(); next != END; next = submitted.take()) {
                    for (Sent sent = next;
                            sent != null;
                            sent = buffer.remaining() < Lambdas.TASK ? null : submitted.poll()) {
                        awaited.add(sent.future);
                        Lambdas.put(buffer, sent.task);
                    }
                    Batches.write(channel, buffer.flip());
                    buffer.clear();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
        }

        /// Until the other JVM has ended.
        private void receive() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).flip();
            try {
                while (true) {
                    Batches.need(channel, buffer, ANSWER);
                    int value = buffer.getInt();
                    CompletableFuture<Integer> future = awaited.remove();
                    future.complete(value);
                    ended.add(future);
                }
            } catch (UncheckedIOException e) {
                return; // After the last answer.
            }
        }

        /// Once all answers are here: then the sender has nothing left.
        void close() throws InterruptedException {
            submitted.add(END);
            sender.join();
        }
    }
}
