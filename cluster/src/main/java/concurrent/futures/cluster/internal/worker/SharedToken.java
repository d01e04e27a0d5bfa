package concurrent.futures.cluster.internal.worker;

import concurrent.futures.Broadcast;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What travels in the place of a driver's broadcast. In a worker it becomes one that gets its value when it is first
/// asked for it.
///
/// @param number of the value, drawn by lot
/// @param executor whose it is, for people
public record SharedToken(long number, String executor) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /// Where drivers in this process look up the broadcasts that they have made.
    public interface Home {
        /// Looks for one.
        ///
        /// @param number of the value
        /// @return the broadcast itself, or `null` if it was not made in this process, or is gone
        @Nullable
        Broadcast<?> find(long number);
    }

    private static volatile Home home = number -> null;

    /// There are drivers in this process.
    ///
    /// @param drivers knows their broadcasts
    public static void home(Home drivers) {
        home = drivers;
    }

    @Serial
    private Object readResolve() {
        Broadcast<?> made = home.find(number);
        return made != null ? made : new ReceivedBroadcast<>(this);
    }

    /// A broadcast in a process that has not made it.
    ///
    /// @param <T> the type of the value
    @SuppressWarnings("serial") // its token is serialized in its place
    private static final class ReceivedBroadcast<T> implements Broadcast<T> {
        private final transient SharedToken token;

        ReceivedBroadcast(SharedToken token) {
            this.token = token;
        }

        @Override
        @SuppressWarnings("unchecked") // the value's type is that of the one with this number
        public T value() {
            WorkerSession session = WorkerSession.known();
            if (session == null) {
                throw new IllegalStateException("a broadcast of " + token.executor + " has no value in this process");
            }
            return (T) Objects.requireNonNull(
                    session.shared().value(token), "a broadcast value was not null when it was made");
        }

        @Serial
        private Object writeReplace() {
            return token;
        }

        @Override
        public String toString() {
            return "Broadcast[of " + token.executor + "]";
        }
    }
}
