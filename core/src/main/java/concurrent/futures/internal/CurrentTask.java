package concurrent.futures.internal;

import concurrent.futures.spi.TaskScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows what the calling thread is doing: which task it runs, and for which engine it works.
public final class CurrentTask {
    private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

    private static final class State {
        private @Nullable TaskScope scope;
        private @Nullable Object engine;
    }

    private CurrentTask() {}

    /// The scope of the task that the calling thread runs, or `null`.
    public static @Nullable TaskScope scope() {
        return STATE.get().scope;
    }

    /// Sets the scope of the calling thread, and returns the one before.
    public static @Nullable TaskScope enter(@Nullable TaskScope scope) {
        State state = STATE.get();
        TaskScope previous = state.scope;
        state.scope = scope;
        return previous;
    }

    /// Sets the scope of the calling thread back.
    public static void exit(@Nullable TaskScope previous) {
        STATE.get().scope = previous;
    }

    /// Marks the calling thread as one of an engine's own: its worker or its callback thread.
    public static void workFor(Object engine) {
        STATE.get().engine = engine;
    }

    /// Tells whether the calling thread is one of the engine's own, or runs a task of it.
    public static boolean isInside(Object engine) {
        State state = STATE.get();
        return state.engine == engine || (state.scope != null && state.scope.engine() == engine);
    }

    /// Lends the slot of the calling thread's task, if it runs one of the given engine.
    ///
    /// @return what to reclaim the slot with, or `null`
    static @Nullable TaskScope lendSlot(@Nullable Object engine) {
        return engine == null ? null : lendSlotToAny(Set.of(engine));
    }

    /// Lends the slot of the calling thread's task, if it runs one of the given engines.
    ///
    /// @param engines those whose tasks are going to be waited for
    /// @return what to reclaim the slot with, or `null`
    static @Nullable TaskScope lendSlotToAny(Set<Object> engines) {
        TaskScope scope = STATE.get().scope;
        if (scope == null || !engines.contains(scope.engine())) {
            return null;
        }
        scope.lendSlot();
        return scope;
    }
}
