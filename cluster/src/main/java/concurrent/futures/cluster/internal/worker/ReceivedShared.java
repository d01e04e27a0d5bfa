package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Shared;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.Awaiting;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.ClassResolver;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The values that many tasks use, as this worker has them: each is asked for once, and decoded by the first task that
/// wants it. The question has a thread of its own, since whoever waits for the answer can be interrupted. Thread-safe.
final class ReceivedShared {
    private final Supplies supplies;
    private final ClassResolver classes;
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    ReceivedShared(Supplies supplies, ClassResolver classes) {
        this.supplies = supplies;
        this.classes = classes;
    }

    private static final class Entry {
        final AtomicBoolean isClaimed = new AtomicBoolean();
        final CompletableFuture<@Nullable Object> value = new CompletableFuture<>();

        /// The name of the file with the value; empty if there is none.
        final CompletableFuture<String> arrival = new CompletableFuture<>();
    }

    /// The value that a token stands for. Waits until it is there.
    ///
    /// @throws IllegalStateException if the driver does not have it
    /// @throws concurrent.futures.WaitInterruptedException if the thread is interrupted while it waits; its flag is set
    /// again
    /// @throws RuntimeException if it can not be had, or not be rebuilt here
    @Nullable
    Object value(SharedToken token) {
        Entry fresh = new Entry();
        Entry known = entries.putIfAbsent(token.number(), fresh);
        if (known == null) {
            known = fresh;
            ask(token.number(), known);
        }
        if (!known.value.isDone()) {
            String file = Awaiting.await(known.arrival);
            if (known.isClaimed.compareAndSet(false, true)) {
                decode(token, known, file);
            }
        }
        return Awaiting.await(known.value);
    }

    private void ask(long number, Entry entry) {
        try {
            Threads.start(
                    "cluster-shared-value",
                    /* daemon= */ true,
                    () -> {
                        try {
                            entry.arrival.complete(
                                    new String(supplies.get(Supplies.shared(number)), StandardCharsets.UTF_8));
                        } catch (Throwable e) {
                            fail(number, entry.arrival, entry, e);
                        }
                    });
        } catch (Throwable e) {
            fail(number, entry.arrival, entry, e);
        }
    }

    private void decode(SharedToken token, Entry entry, String file) {
        try {
            if (file.isEmpty()) {
                throw new IllegalStateException("the broadcast value of " + token.executor()
                        + " is not to be had in this worker: it is for tasks of that executor alone, and only as"
                        + " long as something in the driver refers to its Broadcast");
            }
            Shared shared = LargeFiles.read(Path.of(file), Values::readShared);
            DictionaryReplica replica = new DictionaryReplica(classes);
            replica.accept(new Frame.Define(0, shared.definitions()));
            entry.value.complete(new ObjectDecoder(replica).decode(shared.value()));
        } catch (Throwable e) {
            fail(token.number(), entry.value, entry, e);
        }
    }

    /// The next task that wants it asks anew.
    private void fail(long number, CompletableFuture<?> what, Entry entry, Throwable why) {
        entries.remove(number, entry);
        what.completeExceptionally(why);
    }

    void forget(long number) {
        entries.remove(number);
    }
}
