package concurrent.futures.cluster.internal.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// Writes down what a node is told, and answers as a test says.
public final class RecordingInbox implements Inbox {
    /// What takes longer hangs, on the busiest machine.
    public static final int PATIENCE_SECONDS = 60;

    final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    final List<View> views = new CopyOnWriteArrayList<>();
    final List<NodeId> suspects = new CopyOnWriteArrayList<>();
    final List<String> abandoned = new CopyOnWriteArrayList<>();
    final Map<LargeId, Long> largeBytes = new ConcurrentHashMap<>();
    volatile Function<byte[], CompletionStage<byte[]>> answer = CompletableFuture::completedStage;
    volatile Function<ByteBuffer, CompletionStage<Void>> pieces = _ -> CompletableFuture.completedStage(null);

    private final Object changed = new Object();

    @Override
    public void viewChanged(View view) {
        views.add(view);
        change();
    }

    @Override
    public void suspected(NodeId node, String reason) {
        suspects.add(node);
        change();
    }

    @Override
    public void received(NodeId from, byte[] message) {
        messages.add(new String(message, java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
        return answer.apply(message);
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        largeBytes.merge(id, (long) piece.remaining(), Long::sum);
        return pieces.apply(piece);
    }

    @Override
    public void abandoned(NodeId from, LargeId id, String reason) {
        abandoned.add(reason);
        change();
    }

    /// What of large values was given up.
    public List<String> abandoned() {
        return abandoned;
    }

    /// From now on, questions end with an error.
    public void failWith(Error error) {
        answer = _ -> {
            throw error;
        };
    }

    /// The latest view; with no members if there was none.
    public View view() {
        return views.isEmpty() ? new View(0, List.of()) : views.getLast();
    }

    /// All views.
    public List<View> views() {
        return views;
    }

    /// Whom it was told to suspect.
    public List<NodeId> suspects() {
        return suspects;
    }

    /// Waits for a view.
    public View awaitView(Predicate<View> wanted) throws InterruptedException {
        await(() -> wanted.test(view()), "views: " + views);
        return view();
    }

    /// Waits until what this inbox was told is as wanted.
    void await(java.util.function.BooleanSupplier wanted, Object what) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (changed) {
            while (!wanted.getAsBoolean()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("not in time: " + what + "; views " + views + ", suspects " + suspects);
                }
                TimeUnit.NANOSECONDS.timedWait(changed, left);
            }
        }
    }

    /// How many messages wait to be asked for.
    public int messageCount() {
        return messages.size();
    }

    /// Waits for the next message.
    public String message() throws InterruptedException {
        String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message; views " + views + ", suspects " + suspects);
        }
        return message;
    }

    private void change() {
        synchronized (changed) {
            changed.notifyAll();
        }
    }
}
