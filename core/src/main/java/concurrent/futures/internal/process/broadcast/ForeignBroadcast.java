package concurrent.futures.internal.process.broadcast;

import concurrent.futures.Broadcast;
import java.io.Serial;
import java.util.Objects;

/// A broadcast in a process that has not made it.
///
/// @param <T> the type of the value
@SuppressWarnings("serial") // its token is serialized in its place
final class ForeignBroadcast<T> implements Broadcast<T> {
    private final transient BroadcastToken token;

    ForeignBroadcast(BroadcastToken token) {
        this.token = token;
    }

    @Override
    @SuppressWarnings("unchecked") // the value's type is that of the one with this number
    public T value() {
        return (T) Objects.requireNonNull(
                ReceivedBroadcasts.ofThisProcess(token).value(token),
                "a broadcast value was not null when it was made");
    }

    @Serial
    private Object writeReplace() {
        return token;
    }

    @Override
    public String toString() {
        return "Broadcast[of " + token.executor() + "]";
    }
}
