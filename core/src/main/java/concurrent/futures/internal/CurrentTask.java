package concurrent.futures.internal;

import concurrent.futures.spi.TaskScope;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knows what the calling thread is doing: which task it runs, and for which engine it works.
public final class CurrentTask {
    private static final ThreadLocal<State> STATE = new ThreadLocal<>() {
        @Override
        protected State initialValue() {
            return new State();
        }
    };

    private static final class State implements Desk {
        private @Nullable TaskScope scope;
        private @Nullable Object engine;

        @Override
        public @Nullable TaskScope enter(@Nullable TaskScope entered) {
            TaskScope previous = scope;
            scope = entered;
            return previous;
        }
    }

    /// Where one of an engine's own threads says which task it runs, at once. For that thread only.
    public interface Desk {
        /// Sets the scope of the thread, and returns the one before.
        ///
        /// @param entered the scope, or `null` for none
        /// @return the scope before, or `null`
        @Nullable
        TaskScope enter(@Nullable TaskScope entered);
    }

    private CurrentTask() {}

    /// The scope of the task that the calling thread runs, or `null`.
    public static @Nullable TaskScope scope() {
        return STATE.get().scope;
    }

    /// Sets the scope of the calling thread, and returns the one before.
    public static @Nullable TaskScope enter(@Nullable TaskScope scope) {
        return STATE.get().enter(scope);
    }

    /// Sets the scope of the calling thread back.
    public static void exit(@Nullable TaskScope previous) {
        STATE.get().scope = previous;
    }

    /// Marks the calling thread as one of an engine's own: its worker or its callback thread.
    public static Desk workFor(Object engine) {
        State state = STATE.get();
        state.engine = engine;
        return state;
    }

    /// Tells whether the calling thread is one of the engine's own, or runs a task of it.
    public static boolean isInside(Object engine) {
        State state = STATE.get();
        return state.engine == engine || (state.scope != null && state.scope.engine() == engine);
    }

    /// Lends the slot of the calling thread's task, if it runs one of the given engine.
    ///
    /// @return what to reclaim the slot with, or `null`
    public static @Nullable TaskScope lendSlot(@Nullable Object engine) {
        TaskScope scope = STATE.get().scope;
        return scope != null && scope.engine() == engine ? lend(scope) : null;
    }

    /// Lends the slot of the calling thread's task, if it runs one of the given engines.
    ///
    /// @param engines those whose tasks are going to be waited for
    /// @return what to reclaim the slot with, or `null`
    public static @Nullable TaskScope lendSlotToAny(Set<Object> engines) {
        TaskScope scope = STATE.get().scope;
        if (scope == null || !engines.contains(scope.engine())) {
            return null;
        }
        return lend(scope);
    }

    private static TaskScope lend(TaskScope scope) {
        scope.lendSlot();
        return scope;
    }
}
