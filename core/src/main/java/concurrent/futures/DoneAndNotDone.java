package concurrent.futures;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two halves that [Futures#waitFor(java.util.Collection)] sorts its futures into.
///
/// Both sets are unmodifiable, and keep the order of the input.
///
/// @param <T> the type of the results
/// @param done the futures that had ended when the wait was over: succeeded, failed or cancelled
/// @param notDone the others
public record DoneAndNotDone<T extends @Nullable Object>(Set<Future<T>> done, Set<Future<T>> notDone) {
    /// Copies both sets, keeping their order.
    public DoneAndNotDone {
        done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
        notDone = Collections.unmodifiableSet(new LinkedHashSet<>(notDone));
    }
}
