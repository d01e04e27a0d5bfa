package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.shipping.ClassSource;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Asks the parent for classes, and waits for its answers; the answers come in the thread that listens to it.
final class ParentClasses implements ClassSource {
    private final Outbox outbox;
    private final AtomicLong requests = new AtomicLong();
    private final Map<Long, CompletableFuture<Frame.FromParent>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Thread listener;

    ParentClasses(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public FoundClass findClass(int loader, String name) {
        Frame.FromParent answer =
                ask(request -> new Frame.ClassRequest(request, loader, name)).join();
        if (!(answer instanceof Frame.ClassReply reply)) {
            return FoundClass.unavailable("the parent answered " + answer);
        }
        Blob bytes = reply.bytes();
        return new FoundClass(reply.definer(), reply.location(), bytes == null ? null : bytes.bytes(), reply.problem());
    }

    @Override
    public FoundResources findResources(int loader, String name) {
        Frame.FromParent answer =
                ask(request -> new Frame.ResourceRequest(request, loader, name)).join();
        return answer instanceof Frame.ResourceReply reply
                ? new FoundResources(
                        reply.first(),
                        reply.contents().stream().map(Blob::bytes).toList(),
                        reply.complete())
                : FoundResources.unavailable();
    }

    /// Has the parent say something, whatever it is.
    ///
    /// @return done when it has
    CompletableFuture<?> askForAnything() {
        return ask(request -> new Frame.ResourceRequest(request, LoaderNumbers.APPLICATION, ""));
    }

    /// A wait for the answer is not ended by an interrupt; and should the parent die, so does this process.
    private CompletableFuture<Frame.FromParent> ask(LongFunction<Frame.FromWorker> question) {
        long request = requests.incrementAndGet();
        CompletableFuture<Frame.FromParent> answer = new CompletableFuture<>();
        waiting.put(request, answer);
        LockSupport.unpark(listener);
        outbox.post(question.apply(request));
        return answer;
    }

    /// Waits until somebody waits for an answer, or for no reason. For the thread that listens.
    ///
    /// @param millis for how long at most
    /// @return whether somebody does
    boolean awaitQuestion(long millis) {
        listener = Thread.currentThread();
        if (waiting.isEmpty()) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(millis));
        }
        return !waiting.isEmpty();
    }

    /// The parent has answered.
    void take(long request, Frame.FromParent reply) {
        CompletableFuture<Frame.FromParent> answer = waiting.remove(request);
        if (answer != null) {
            answer.complete(reply);
        }
    }
}
