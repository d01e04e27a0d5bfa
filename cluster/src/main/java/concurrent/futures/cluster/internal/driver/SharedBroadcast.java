package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Broadcast;
import concurrent.futures.cluster.internal.worker.SharedToken;
import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.wire.Blob;
import java.io.Serial;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A broadcast in the process that has made it.
///
/// @param <T> the type of the value
@SuppressWarnings("serial") // its token is serialized in its place
final class SharedBroadcast<T> implements Broadcast<T> {
    private static final Map<Long, WeakReference<SharedBroadcast<?>>> MADE_HERE = new ConcurrentHashMap<>();

    static {
        SharedToken.home(SharedBroadcast::find);
    }

    private final transient SharedToken token;
    private final transient T value;

    private SharedBroadcast(SharedToken token, T value) {
        this.token = token;
        this.value = value;
    }

    static <T> Broadcast<T> make(
            T value, String executor, Blob encoded, Map<Long, Blob> shared, LongConsumer onForgotten) {
        long number = ThreadLocalRandom.current().nextLong();
        SharedBroadcast<T> made = new SharedBroadcast<>(new SharedToken(number, executor), value);
        shared.put(number, encoded);
        MADE_HERE.put(number, new WeakReference<>(made));
        Forgotten.whenDropped(made, () -> {
            MADE_HERE.remove(number);
            shared.remove(number);
            onForgotten.accept(number);
        });
        return made;
    }

    private static @Nullable Broadcast<?> find(long number) {
        WeakReference<SharedBroadcast<?>> known = MADE_HERE.get(number);
        return known == null ? null : known.get();
    }

    @Override
    public T value() {
        return value;
    }

    @Serial
    private Object writeReplace() {
        return token;
    }

    @Override
    public String toString() {
        return "Broadcast[" + value.getClass().getName() + ", of " + token.executor() + "]";
    }
}
