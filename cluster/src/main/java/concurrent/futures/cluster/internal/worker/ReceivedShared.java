package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Shared;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.ClassResolver;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The values that many tasks use, as this worker has them: each is asked for and decoded once, by the first task that
/// wants it. Thread-safe.
final class ReceivedShared {
    private final Supplies supplies;
    private final ClassResolver classes;
    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

    ReceivedShared(Supplies supplies, ClassResolver classes) {
        this.supplies = supplies;
        this.classes = classes;
    }

    /// The value that a token stands for.
    ///
    /// @throws IllegalStateException if the driver does not have it
    /// @throws RuntimeException if it can not be had, or not be rebuilt here
    @Nullable
    Object value(SharedToken token) {
        return entries.computeIfAbsent(token.number(), number -> new Entry(token))
                .get();
    }

    void forget(long number) {
        entries.remove(number);
    }

    /// One value; who comes while another thread reads it waits for that.
    private final class Entry {
        private final SharedToken token;
        private boolean read;
        private @Nullable Object value;

        Entry(SharedToken token) {
            this.token = token;
        }

        synchronized @Nullable Object get() {
            if (!read) {
                String file = new String(supplies.get(Supplies.shared(token.number())), StandardCharsets.UTF_8);
                if (file.isEmpty()) {
                    throw new IllegalStateException("the broadcast value of " + token.executor()
                            + " is not to be had in this worker: it is for tasks of that executor alone, and only as"
                            + " long as something in the driver refers to its Broadcast");
                }
                Shared shared = Values.readShared(LargeFiles.read(Path.of(file)));
                DictionaryReplica replica = new DictionaryReplica(classes);
                replica.accept(new Frame.Define(0, shared.definitions()));
                value = new ObjectDecoder(replica).decode(shared.value());
                read = true;
            }
            return value;
        }
    }
}
