package concurrent.futures.internal.process.broadcast;

import concurrent.futures.Broadcast;
import java.io.Serial;

/// A broadcast in the process that has made it.
///
/// @param <T> the type of the value
@SuppressWarnings("serial") // its token is serialized in its place
final class MadeBroadcast<T> implements Broadcast<T> {
    private final transient BroadcastToken token;
    private final transient T value;

    MadeBroadcast(BroadcastToken token, T value) {
        this.token = token;
        this.value = value;
    }

    BroadcastToken token() {
        return token;
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
