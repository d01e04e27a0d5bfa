package concurrent.futures.internal.process.transport;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.transport.Interleavings.Outcome;
import concurrent.futures.internal.process.transport.Interleavings.State;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The protocol of [Ring], as it is described there, in every order in which its steps can happen: nobody sleeps for
/// ever, whoever dies at whatever moment, and what was published is read.
class RingModelTest {
    private static final int CAPACITY = 4;
    private static final int ENOUGH = 2;
    private static final int BYTES = 6;

    // In memory.
    private static final int TAIL = 0;
    private static final int HEAD = 1;
    private static final int READER = 2;
    private static final int WRITER = 3;
    private static final int STROKES_FOR_READER = 4;
    private static final int STROKES_FOR_WRITER = 5;
    // What the writer knows: where it is in its program, and how much it has written.
    private static final int WRITER_AT = 6;
    private static final int WRITTEN = 7;
    // What the reader knows.
    private static final int READER_AT = 8;
    private static final int READ = 9;
    private static final int VARIABLES = 10;

    private static final int WRITING = 0;
    private static final int READING = 1;

    // Places in both programs.
    private static final int GO = 0;
    private static final int MOVED = 1;
    private static final int LOOK_AT_FLAG = 2;
    private static final int WAKE = 3;
    private static final int RING = 4;
    private static final int FALL_ASLEEP = 5;
    private static final int FENCE = 6;
    private static final int LOOK_AGAIN = 7;
    private static final int STAY = 8;
    private static final int ASLEEP = 9;
    private static final int OVER = 10;
    private static final int DEAD = 11;

    /// One side of the ring: both have the same program, but for what they wait for.
    private static final class Side implements Interleavings.Program {
        private final int program;
        private final int at;
        private final int count;
        private final int position;
        private final int othersAt;
        private final int ownFlag;
        private final int othersFlag;
        private final int ownStrokes;
        private final int othersStrokes;
        private final boolean fences;
        private final boolean dies;

        Side(boolean writes, boolean fences, boolean dies) {
            this.program = writes ? WRITING : READING;
            this.at = writes ? WRITER_AT : READER_AT;
            this.count = writes ? WRITTEN : READ;
            this.position = writes ? TAIL : HEAD;
            this.othersAt = writes ? READER_AT : WRITER_AT;
            this.ownFlag = writes ? WRITER : READER;
            this.othersFlag = writes ? READER : WRITER;
            this.ownStrokes = writes ? STROKES_FOR_WRITER : STROKES_FOR_READER;
            this.othersStrokes = writes ? STROKES_FOR_READER : STROKES_FOR_WRITER;
            this.fences = fences;
            this.dies = dies;
        }

        private boolean canGo(State s) {
            return program == WRITING
                    ? s.get(WRITTEN) < BYTES && s.get(WRITTEN) - s.get(HEAD) < CAPACITY
                    : s.get(TAIL) > s.get(READ);
        }

        private boolean isWorthWaking(State s) {
            return program == WRITING
                    ? s.get(WRITTEN) < BYTES && CAPACITY - s.get(WRITTEN) + s.get(HEAD) >= ENOUGH
                    : s.get(TAIL) > s.get(READ);
        }

        private boolean mayWakeOther(State s) {
            return program == WRITING || CAPACITY - s.get(TAIL) + s.get(READ) >= ENOUGH;
        }

        private boolean isDone(State s) {
            return program == WRITING && s.get(WRITTEN) == BYTES;
        }

        @Override
        public void next(State s, Consumer<State> then) {
            int place = s.get(at);
            if (place == OVER || place == DEAD) {
                return;
            }
            if (dies) {
                then.accept(s.with(at, DEAD));
            }
            State next = step(s, place);
            if (next != null) {
                then.accept(next);
            }
        }

        private @Nullable State step(State s, int place) {
            return switch (place) {
                case GO -> isDone(s) ? s.with(at, OVER) : canGo(s) ? move(s) : s.with(at, FALL_ASLEEP);
                case MOVED -> isFenced(s) ? s.with(at, LOOK_AT_FLAG) : null;
                case LOOK_AT_FLAG -> s.with(at, s.get(othersFlag) == Ring.ASLEEP && mayWakeOther(s) ? WAKE : GO);
                case WAKE -> swap(s, othersFlag, RING, GO);
                case RING -> s.with(othersStrokes, s.get(othersStrokes) + 1).with(at, GO);
                case FALL_ASLEEP -> store(s, ownFlag, Ring.ASLEEP, FENCE);
                case FENCE -> isFenced(s) ? s.with(at, LOOK_AGAIN) : null;
                case LOOK_AGAIN -> s.with(at, isWorthWaking(s) ? STAY : ASLEEP);
                case STAY -> swap(s, ownFlag, GO, ASLEEP);
                case ASLEEP -> wakeUp(s);
                default -> throw new AssertionError(place);
            };
        }

        private @Nullable State wakeUp(State s) {
            if (s.get(ownStrokes) > 0) {
                return s.with(ownStrokes, s.get(ownStrokes) - 1).with(at, GO);
            }
            boolean isEnd = s.get(othersAt) == DEAD && s.isStored(1 - program);
            return isEnd ? s.with(at, program == READING && canGo(s) ? GO : OVER) : null;
        }

        private @Nullable State move(State s) {
            int moved = s.get(count) + 1;
            State next = s.store(program, position, moved);
            return next == null ? null : next.with(count, moved).with(at, MOVED);
        }

        private @Nullable State store(State s, int variable, int value, int then) {
            State next = s.store(program, variable, value);
            return next == null ? null : next.with(at, then);
        }

        /// A compare-and-set of a flag to `AWAKE`, which is a fence, too.
        private @Nullable State swap(State s, int flag, int ifDone, int ifNot) {
            if (!s.isStored(program)) {
                return null;
            }
            return s.get(flag) == Ring.ASLEEP ? s.with(flag, Ring.AWAKE).with(at, ifDone) : s.with(at, ifNot);
        }

        private boolean isFenced(State s) {
            return !fences || s.isStored(program);
        }
    }

    private static @Nullable String check(State s, boolean isLast) {
        if (s.get(STROKES_FOR_READER) > 1 || s.get(STROKES_FOR_WRITER) > 1) {
            return "two strokes on their way";
        }
        if (!isLast) {
            return null;
        }
        if (s.get(READER_AT) != DEAD && s.get(READ) != s.get(TAIL)) {
            return "published and not read";
        }
        if (s.get(READER_AT) != DEAD && s.get(WRITER_AT) == DEAD && s.get(READER_AT) != OVER) {
            return "the reader does not see the end";
        }
        if (s.get(WRITER_AT) != DEAD && s.get(WRITER_AT) != OVER) {
            return "the writer sleeps for ever";
        }
        return null;
    }

    private static Outcome explore(boolean fences, boolean writerDies, boolean readerDies) {
        return Interleavings.explore(
                State.of(VARIABLES, 2),
                List.of(new Side(true, fences, writerDies), new Side(false, fences, readerDies)),
                RingModelTest::check);
    }

    @Test
    void nobodySleepsForEver() {
        Outcome outcome = explore(true, false, false);
        assertNull(outcome.problem());
        assertTrue(outcome.states() > 1000, "states: " + outcome.states());
    }

    @Test
    void whatADeadWriterHasPublishedIsReadAndThenThereIsTheEnd() {
        assertNull(explore(true, true, false).problem());
    }

    @Test
    void aWriterWakesUpWhenItsReaderDies() {
        assertNull(explore(true, false, true).problem());
    }

    @Test
    void withoutFencesSomebodySleepsForEver() {
        assertNotNull(explore(false, false, false).problem(), "the model finds what it is there to find");
    }
}
