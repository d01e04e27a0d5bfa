package concurrent.futures.internal.process.broadcast;

import concurrent.futures.Broadcast;
import concurrent.futures.internal.Forgotten;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// The broadcasts of one pool, encoded, for as long as they are in use. Thread-safe.
public final class PoolBroadcasts {
    /// Takes frames to one worker, without blocking.
    @FunctionalInterface
    public interface Post {
        /// Posts a frame.
        ///
        /// @param frame what to send
        /// @param requiredDefinitions how many definitions the worker needs for it
        void post(Frame.FromParent frame, int requiredDefinitions);
    }

    private final String executor;
    private final ObjectEncoder encoder;
    private final LongConsumer onForgotten;
    private final Map<Long, Blob> encoded = new ConcurrentHashMap<>();

    /// Begins without any.
    ///
    /// @param executor the pool's name
    /// @param encoder the pool's
    /// @param onForgotten told of each number that no task can refer to any more, in a thread that must not block
    public PoolBroadcasts(String executor, ObjectEncoder encoder, LongConsumer onForgotten) {
        this.executor = executor;
        this.encoder = encoder;
        this.onForgotten = onForgotten;
    }

    /// Makes a broadcast: the value is encoded now, in this thread.
    ///
    /// @param <T> the type of the value
    /// @param value what workers get a copy of
    /// @return a broadcast, known here until nothing refers to it
    /// @throws concurrent.futures.NotSerializableTaskException if the value can not be encoded
    public <T> Broadcast<T> make(T value) {
        BroadcastToken token = BroadcastToken.draw(executor);
        encoded.put(token.number(), encoder.encode(value));
        MadeBroadcast<T> made = new MadeBroadcast<>(token, value);
        BroadcastToken.add(made);
        Forgotten.whenDropped(made, () -> forget(token));
        return made;
    }

    private void forget(BroadcastToken token) {
        token.remove();
        encoded.remove(token.number());
        onForgotten.accept(token.number());
    }

    /// A worker asks for a value: it gets it, or word that there is none.
    ///
    /// @param number of the value
    /// @param worker takes the answer
    public void send(long number, Post worker) {
        Blob value = encoded.get(number);
        if (value != null) {
            worker.post(new Frame.Share(number, value), value.requiredDefinitions());
        } else {
            worker.post(new Frame.Forget(number), 0);
        }
    }
}
