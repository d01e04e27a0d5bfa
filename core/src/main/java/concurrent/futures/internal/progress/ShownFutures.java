package concurrent.futures.internal.progress;

import concurrent.futures.Future;
import concurrent.futures.internal.future.CompletionOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Futures as they end, which are shown meanwhile.
///
/// @param <T> the type of the results
public final class ShownFutures<T extends @Nullable Object> implements Iterable<Future<T>> {
    private final Iterable<Future<T>> inOrder;
    private final Undertaking undertaking;

    private ShownFutures(Iterable<Future<T>> inOrder, Undertaking undertaking) {
        this.inOrder = inOrder;
        this.undertaking = undertaking;
    }

    /// Begins to show futures, unless that is turned off.
    ///
    /// @param <T> the type of the results
    /// @param futures what to wait for
    /// @param name of the one row for all; `null` for a row for each name of tasks
    /// @return the futures in the order in which they end
    public static <T extends @Nullable Object> Iterable<Future<T>> show(
            Collection<? extends Future<T>> futures, @Nullable String name) {
        List<Future<T>> all = new ArrayList<>(futures);
        Iterable<Future<T>> inOrder = new CompletionOrder<>(all, null);
        if (Board.isOff()) {
            return inOrder;
        }
        Undertaking begun = new Undertaking(name, all.size());
        Set<Future<T>> added = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Future<T> future : all) {
            if (added.add(future)) {
                begun.add(future);
            }
        }
        begun.complete();
        Board.show(begun);
        return new ShownFutures<>(inOrder, begun);
    }

    @Override
    public Iterator<Future<T>> iterator() {
        Iterator<Future<T>> ends = inOrder.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean isMore = ends.hasNext();
                if (!isMore) {
                    undertaking.awaitShown();
                }
                return isMore;
            }

            @Override
            public Future<T> next() {
                return ends.next();
            }
        };
    }
}
