package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.shipping.ClassSource;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Asks the parent for classes, and waits for its answers; the answers come in the thread that listens to it.
final class ParentClasses implements ClassSource {
    /// The parent was never asked, and is not asked any more.
    private static final long NEVER = Long.MIN_VALUE;

    private final Outbox outbox;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, CompletableFuture<Optional<Blob>>> waiting = new ConcurrentHashMap<>();

    ParentClasses(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public byte @Nullable [] fetch(int loader, String name) {
        long request = requests.incrementAndGet();
        if (request < 0) {
            return null;
        }
        CompletableFuture<Optional<Blob>> answer = new CompletableFuture<>();
        waiting.put(request, answer);
        outbox.post(new Frame.ClassRequest(request, loader, name));
        // Not ended by an interrupt, and should the parent die, so does this process.
        return answer.join().map(Blob::bytes).orElse(null);
    }

    /// Does without the parent from now on, if the parent has not been needed up to now.
    ///
    /// @return whether its answers are not waited for any more
    boolean leave() {
        return requests.compareAndSet(0, NEVER);
    }

    /// The parent has answered.
    void take(Frame.ClassReply reply) {
        CompletableFuture<Optional<Blob>> answer = waiting.remove(reply.request());
        if (answer != null) {
            answer.complete(Optional.ofNullable(reply.bytes()));
        }
    }
}
