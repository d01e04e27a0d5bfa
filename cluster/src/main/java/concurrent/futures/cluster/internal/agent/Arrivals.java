package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.files.FolderException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The large values that come to an agent, each into a file of its own, piece by piece: none is ever in the agent's
/// memory. A value and the message that announces it come in any order.
final class Arrivals {
    private record Key(NodeId from, LargeId id) {}

    private final class Arrival {
        private final Path file = folder.resolve("arrival-" + numbers.incrementAndGet());
        private final CompletableFuture<Path> whole = new CompletableFuture<>();

        /// Of the clerk that writes; those of one value come one after the other.
        private @Nullable FileChannel channel;

        private long written;

        void write(ByteBuffer piece, long totalBytes) throws IOException {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                channel = open;
            }
            while (piece.hasRemaining()) {
                written += open.write(piece);
            }
            if (written >= totalBytes) {
                open.close();
                whole.complete(file);
            }
        }

        void drop(ClusterException why) {
            FileChannel open = channel;
            try {
                if (open != null) {
                    open.close();
                }
            } catch (IOException e) {
                whole.completeExceptionally(e);
            }
            SessionOutcomes.delete(file);
            whole.completeExceptionally(why);
        }
    }

    private final Path folder;
    private final Executor clerks;
    private final long largest;
    private final Predicate<NodeId> isThere;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Key, Arrival> arrivals = new ConcurrentHashMap<>();

    /// @param folder for the files
    /// @param clerks who write them
    /// @param largest how many bytes a value may have
    /// @param isThere which nodes are: one that is not any more [is forgotten][#forget] after that is known here
    Arrivals(Path folder, Executor clerks, long largest, Predicate<NodeId> isThere) {
        this.folder = folder;
        this.clerks = clerks;
        this.largest = largest;
        this.isThere = isThere;
    }

    private Arrival arrival(NodeId from, LargeId id) {
        return arrivals.computeIfAbsent(new Key(from, id), key -> new Arrival());
    }

    /// A piece has come. Does not block.
    ///
    /// @return done when there is room for the next one
    CompletionStage<Void> received(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        if (totalBytes > largest) {
            String tooLarge = "a value of " + totalBytes + " bytes is above the agent's limit of " + largest + " bytes";
            abandoned(from, id, tooLarge);
            return CompletableFuture.failedFuture(new ClusterException(tooLarge, null));
        }
        Arrival arrival = arrival(from, id);
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        arrival.write(piece, totalBytes);
                    } catch (IOException e) {
                        FolderException trouble = new FolderException("a value of " + totalBytes + " bytes", folder, e);
                        arrival.drop(trouble);
                        throw trouble;
                    }
                },
                clerks);
    }

    /// A value will not come, or not come whole. Does not block.
    void abandoned(NodeId from, LargeId id, String reason) {
        Arrival arrival = arrival(from, id);
        clerks.execute(() -> arrival.drop(new ClusterException(reason, null)));
    }

    /// The file with a value, once it is there; who takes it owns it.
    ///
    /// @return fails if it does not come
    CompletableFuture<Path> take(NodeId from, LargeId id) {
        Key key = new Key(from, id);
        CompletableFuture<Path> whole = arrival(from, id).whole;
        whole.whenComplete((file, failure) -> arrivals.remove(key));
        if (!isThere.test(from)) {
            forget(from); // It was lost just before, and nobody else would tell.
        }
        return whole;
    }

    /// A node is gone: nothing more comes from it.
    void forget(NodeId from) {
        for (Map.Entry<Key, Arrival> one : List.copyOf(arrivals.entrySet())) {
            if (one.getKey().from().equals(from) && arrivals.remove(one.getKey(), one.getValue())) {
                Arrival arrival = one.getValue();
                clerks.execute(() -> arrival.drop(new ClusterException("the driver is gone", null)));
            }
        }
    }

    /// The agent ends: no value will come whole. The clerks have ended.
    void close() {
        for (Map.Entry<Key, Arrival> one : List.copyOf(arrivals.entrySet())) {
            arrivals.remove(one.getKey(), one.getValue());
            one.getValue().drop(new ClusterException("the agent ends", null));
        }
    }
}
