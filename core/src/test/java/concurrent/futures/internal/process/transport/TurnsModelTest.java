package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.transport.Interleavings.Outcome;
import concurrent.futures.internal.process.transport.Interleavings.State;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// How the two threads of a worker take turns at reading, as `ParentLink` does it, in every order in which the steps
/// can happen: whatever the parent writes that is urgent is read, also while a task runs that never ends.
class TurnsModelTest {
    private static final int FRAMES = 5;
    private static final int SHORT_TASKS = 2;

    // In memory.
    private static final int TAIL = 0;
    private static final int READER = 1;
    private static final int IDLE_STROKES = 2;
    private static final int BUSY_STROKES = 3;
    private static final int LOCK = 4;
    /// How much has been read: only the one who has the lock stores it.
    private static final int READ = 5;
    // What each knows.
    private static final int PARENT_AT = 6;
    private static final int TASKS_AT = 7;
    private static final int LINK_AT = 8;
    private static final int TASKS_RUN = 9;
    private static final int VARIABLES = 10;

    private static final int PARENT = 0;
    private static final int TASKS = 1;
    private static final int LINK = 2;

    private static boolean hasMore(State s) {
        return s.get(TAIL) > s.get(READ);
    }

    /// Writes frames, all of them urgent.
    private static void parent(State s, Consumer<State> then) {
        switch (s.get(PARENT_AT)) {
            case 0 -> {
                State next = s.get(TAIL) == FRAMES ? null : s.store(PARENT, TAIL, s.get(TAIL) + 1);
                if (next != null && s.isStored(PARENT)) {
                    then.accept(next.with(PARENT_AT, 1));
                }
            }
            case 1 -> {
                if (s.isStored(PARENT)) {
                    then.accept(s.with(PARENT_AT, s.get(READER) == Ring.AWAKE ? 0 : 2));
                }
            }
            case 2 -> {
                int door = s.get(READER);
                State next = s.with(READER, Ring.AWAKE);
                then.accept(next.with(PARENT_AT, door == Ring.IDLE ? 3 : door == Ring.BUSY ? 4 : 0));
            }
            case 3 -> then.accept(s.with(IDLE_STROKES, s.get(IDLE_STROKES) + 1).with(PARENT_AT, 0));
            case 4 -> then.accept(s.with(BUSY_STROKES, s.get(BUSY_STROKES) + 1).with(PARENT_AT, 0));
            default -> throw new AssertionError(s);
        }
    }

    /// Takes all and turns away, from place `from` on, and is at place `from + 4` then.
    private static void takeAll(State s, int program, int at, int from, Consumer<State> then) {
        switch (s.get(at) - from) {
            case 0 -> then.accept(hasMore(s) ? s.with(READ, s.get(READ) + 1) : s.with(at, from + 1));
            case 1 -> {
                State next = s.store(program, READER, Ring.BUSY);
                if (next != null) {
                    then.accept(next.with(at, from + 2));
                }
            }
            case 2 -> {
                if (s.isStored(program)) {
                    then.accept(s.with(at, hasMore(s) ? from + 3 : from + 4));
                }
            }
            case 3 -> then.accept(stay(s, Ring.BUSY).with(at, from));
            default -> throw new AssertionError(s);
        }
    }

    private static State stay(State s, int door) {
        return s.get(READER) == door ? s.with(READER, Ring.AWAKE) : s;
    }

    /// Listens until there is a frame, turns away, runs a task; the last one never ends.
    private static final class TasksThread implements Interleavings.Program {
        private static final int LISTEN = 1;
        private static final int SLEEP = 3;
        private static final int TAKE_ALL = 10;
        private static final int UNLOCK = 14;
        private static final int CHECK = 15;
        private static final int ENDLESS = 20;

        private final boolean checks;

        TasksThread(boolean checks) {
            this.checks = checks;
        }

        @Override
        public void next(State s, Consumer<State> then) {
            int place = s.get(TASKS_AT);
            switch (place) {
                case 0 -> {
                    if (s.get(LOCK) == 0) {
                        then.accept(stay(s.with(LOCK, TASKS), Ring.BUSY).with(TASKS_AT, LISTEN));
                    }
                }
                case LISTEN ->
                    then.accept(
                            hasMore(s) ? s.with(READ, s.get(READ) + 1).with(TASKS_AT, TAKE_ALL) : s.with(TASKS_AT, 2));
                case 2 -> {
                    State next = s.store(TASKS, READER, Ring.IDLE);
                    if (next != null) {
                        then.accept(next.with(TASKS_AT, SLEEP));
                    }
                }
                case SLEEP -> {
                    if (s.isStored(TASKS)) {
                        then.accept(s.with(TASKS_AT, hasMore(s) ? 4 : 5));
                    }
                }
                case 4 ->
                    then.accept(
                            s.get(READER) == Ring.IDLE
                                    ? s.with(READER, Ring.AWAKE).with(TASKS_AT, LISTEN)
                                    : s.with(TASKS_AT, 5));
                case 5 -> {
                    if (s.get(IDLE_STROKES) > 0) {
                        then.accept(s.with(IDLE_STROKES, 0).with(TASKS_AT, LISTEN));
                    }
                }
                case UNLOCK -> then.accept(s.with(LOCK, 0).with(TASKS_AT, checks ? CHECK : CHECK + 2));
                case CHECK -> then.accept(s.with(TASKS_AT, s.get(READER) == Ring.BUSY ? CHECK + 2 : CHECK + 1));
                case CHECK + 1 ->
                    then.accept(
                            s.get(LOCK) == 0
                                    ? s.with(LOCK, TASKS).with(TASKS_AT, TAKE_ALL)
                                    : s.with(TASKS_AT, CHECK + 2));
                case CHECK + 2 ->
                    then.accept(
                            s.get(TASKS_RUN) == SHORT_TASKS
                                    ? s.with(TASKS_AT, ENDLESS)
                                    : s.with(TASKS_RUN, s.get(TASKS_RUN) + 1).with(TASKS_AT, 0));
                case ENDLESS -> {}
                default -> takeAll(s, TASKS, TASKS_AT, TAKE_ALL, then);
            }
        }
    }

    /// Sleeps until there is a stroke; takes all, if it gets the lock at once.
    private static void link(State s, Consumer<State> then) {
        switch (s.get(LINK_AT)) {
            case 0 -> {
                if (s.get(BUSY_STROKES) > 0) {
                    then.accept(s.with(BUSY_STROKES, 0).with(LINK_AT, 1));
                }
            }
            case 1 -> then.accept(s.get(LOCK) == 0 ? s.with(LOCK, LINK).with(LINK_AT, 2) : s.with(LINK_AT, 0));
            case 6 -> then.accept(s.with(LOCK, 0).with(LINK_AT, 0));
            default -> takeAll(s, LINK, LINK_AT, 2, then);
        }
    }

    private static Outcome explore(boolean checks) {
        return Interleavings.explore(
                State.of(VARIABLES, 3),
                List.of(TurnsModelTest::parent, new TasksThread(checks), TurnsModelTest::link),
                (s, isLast) -> s.get(IDLE_STROKES) > 1
                        ? "two strokes for the one who is idle"
                        : isLast && s.get(READ) != FRAMES ? "urgent, and not read" : null);
    }

    @Test
    void whatIsUrgentIsReadWhoeverHasTheTurn() {
        Outcome outcome = explore(true);
        assertNull(outcome.problem());
        assertTrue(outcome.states() > 500, "states: " + outcome.states());
    }

    @Test
    void withoutTheLookAfterUnlockingABellIsLost() {
        assertNotNull(explore(false).problem(), "the model finds what it is there to find");
    }
}
