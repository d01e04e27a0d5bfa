package concurrent.futures.internal.process.broadcast;

import concurrent.futures.internal.Awaiting;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The broadcasts that this worker has: each is asked for once, by the first thread that wants its value, and decoded
/// once, by the first that sees it. Should that fail, the next one asks again.
///
/// Tasks and their threads ask; the thread that listens to the parent brings the answers, and never waits.
public final class ReceivedBroadcasts {
    private static volatile @Nullable ReceivedBroadcasts ofThisProcess;

    private final ObjectDecoder decoder;
    private final Consumer<Frame.FromWorker> parent;
    private final Map<Long, Received> all = new ConcurrentHashMap<>();

    private static final class Received {
        final AtomicBoolean claimed = new AtomicBoolean();
        final CompletableFuture<@Nullable Object> value = new CompletableFuture<>();

        /// Where the parent's answer arrives; empty if it has none.
        final CompletableFuture<@Nullable Blob> arrival = new CompletableFuture<>();
    }

    /// Makes it the one of this process.
    ///
    /// @param decoder the worker's
    /// @param parent takes questions, without blocking
    public ReceivedBroadcasts(ObjectDecoder decoder, Consumer<Frame.FromWorker> parent) {
        this.decoder = decoder;
        this.parent = parent;
        ofThisProcess = this;
    }

    static ReceivedBroadcasts ofThisProcess(BroadcastToken token) {
        ReceivedBroadcasts received = ofThisProcess;
        if (received == null) {
            throw new IllegalStateException("the broadcast value of " + token.executor()
                    + " is not to be had in this process: it is for tasks in the workers of that executor");
        }
        return received;
    }

    /// The value of a broadcast; asks the parent if it is not here.
    @Nullable
    Object value(BroadcastToken token) {
        Received fresh = new Received();
        Received known = all.putIfAbsent(token.number(), fresh);
        if (known == null) {
            known = fresh;
            parent.accept(new Frame.ShareRequest(token.number()));
        }
        if (!known.value.isDone()) {
            Blob blob = Awaiting.await(known.arrival);
            if (known.claimed.compareAndSet(false, true)) {
                decode(token, known, blob);
            }
        }
        return Awaiting.await(known.value);
    }

    private void decode(BroadcastToken token, Received received, @Nullable Blob blob) {
        try {
            if (blob == null) {
                throw new IllegalStateException("the broadcast value of " + token.executor()
                        + " is not to be had in this worker: it is for tasks of that executor alone, and only as long"
                        + " as something in the parent process refers to its Broadcast");
            }
            received.value.complete(decoder.decode(blob));
            // The encoded form is of no more use.
            received.arrival.obtrudeValue(null);
        } catch (Throwable e) {
            all.remove(token.number(), received);
            received.value.completeExceptionally(e);
        }
    }

    /// The parent has sent a value.
    ///
    /// @param share with the number of a broadcast
    public void arrived(Frame.Share share) {
        Received received = all.get(share.id());
        if (received != null) {
            received.arrival.complete(share.value());
        }
    }

    /// The parent has no such value, or not any more.
    ///
    /// @param number of a broadcast
    public void forget(long number) {
        Received received = all.remove(number);
        if (received != null) {
            received.arrival.complete(null);
        }
    }
}
