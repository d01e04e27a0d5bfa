package concurrent.futures.internal.process.transport;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every way in which small programs can run at the same time, on processors that delay stores: a store goes to a
/// buffer first, and from there to memory at any later time, in order. A fence waits until the buffer is empty.
///
/// A state is a row of numbers: what the programs know, what is in memory, and what is in the buffers.
final class Interleavings {
    /// A program: in a given state, what it may do next. Nothing, if it waits or is over.
    interface Program {
        void next(State state, Consumer<State> then);
    }

    /// Says what is wrong with a state, if anything is.
    interface Check {
        @Nullable
        String problem(State state, boolean isLast);
    }

    /// How many stores a buffer holds.
    private static final int BUFFERED = 2;

    private static final int NOTHING = -1;

    /// @param values of the variables
    /// @param stores for each program, in order: variable and value, `NOTHING` where there is none
    @SuppressWarnings("ArrayRecordComponent") // compared by its own methods
    record State(int[] values, int[] stores) {
        static State of(int variables, int programs) {
            int[] stores = new int[programs * BUFFERED * 2];
            Arrays.fill(stores, NOTHING);
            return new State(new int[variables], stores);
        }

        int get(int variable) {
            return values[variable];
        }

        /// With another value, in memory, or of what only one program knows.
        State with(int variable, int value) {
            int[] changed = values.clone();
            changed[variable] = value;
            return new State(changed, stores);
        }

        /// With a store of a program on its way; `null` if there is no room for it yet.
        @Nullable
        State store(int program, int variable, int value) {
            for (int i = first(program); i < first(program + 1); i += 2) {
                if (stores[i] == NOTHING) {
                    int[] changed = stores.clone();
                    changed[i] = variable;
                    changed[i + 1] = value;
                    return new State(values, changed);
                }
            }
            return null;
        }

        /// Whether all stores of a program are in memory.
        boolean isStored(int program) {
            return stores[first(program)] == NOTHING;
        }

        private @Nullable State drained(int program) {
            int at = first(program);
            if (stores[at] == NOTHING) {
                return null;
            }
            int[] changed = stores.clone();
            System.arraycopy(stores, at + 2, changed, at, (BUFFERED - 1) * 2);
            Arrays.fill(changed, first(program + 1) - 2, first(program + 1), NOTHING);
            return new State(with(stores[at], stores[at + 1]).values, changed);
        }

        private static int first(int program) {
            return program * BUFFERED * 2;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof State state
                    && Arrays.equals(values, state.values)
                    && Arrays.equals(stores, state.stores);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(values) + Arrays.hashCode(stores);
        }

        @Override
        public String toString() {
            return Arrays.toString(values) + Arrays.toString(stores);
        }
    }

    /// What was found: how many states there are, and the way to the first bad one, if there is one.
    record Outcome(int states, @Nullable String problem) {}

    private Interleavings() {}

    static Outcome explore(State start, List<Program> programs, Check check) {
        Map<State, State> cameFrom = new HashMap<>();
        Deque<State> todo = new ArrayDeque<>();
        cameFrom.put(start, start);
        todo.add(start);
        while (!todo.isEmpty()) {
            State state = todo.poll();
            int[] steps = new int[1];
            Consumer<State> then = next -> {
                steps[0]++;
                if (cameFrom.putIfAbsent(next, state) == null) {
                    todo.add(next);
                }
            };
            for (int program = 0; program < programs.size(); program++) {
                programs.get(program).next(state, then);
                State drained = state.drained(program);
                if (drained != null) {
                    then.accept(drained);
                }
            }
            String problem = check.problem(state, steps[0] == 0);
            if (problem != null) {
                return new Outcome(cameFrom.size(), problem + way(state, cameFrom));
            }
        }
        return new Outcome(cameFrom.size(), null);
    }

    private static String way(State end, Map<State, State> cameFrom) {
        StringBuilder way = new StringBuilder();
        State state = end;
        while (true) {
            way.insert(0, "\n  " + state);
            State before = cameFrom.get(state);
            if (before == null || before.equals(state)) {
                return way.toString();
            }
            state = before;
        }
    }
}
