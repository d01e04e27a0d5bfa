package concurrent.futures.internal.process.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.RemoteTaskException;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import java.util.Arrays;

/// What the future gets whose task it was.
enum Outcome {
    VALUE("value"),
    OWN("own"),
    REMOTE("remote"),
    UNREADABLE("not serialisable"),
    CRASHED("crashed"),
    TIMEOUT("timeout"),
    BROKEN("broken"),
    ERROR("error"),

    /// It was nobody's task, and nobody's future fails.
    UNSEEN("unseen"),

    /// There is no future, and the call that is to give one waits.
    WAITS("waits"),
    NONE("n/a");

    private final String title;

    Outcome(String title) {
        this.title = title;
    }

    static Outcome of(String cell) {
        return Arrays.stream(values())
                .filter(outcome -> cell.equals(outcome.title) || cell.startsWith(outcome.title + " ("))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no outcome: " + cell));
    }

    /// Checks a future that has ended, or will.
    void check(Way way, Future<?> future) {
        if (this == VALUE) {
            Object value = future.result();
            assertEquals(Crowd.VALUE_OF_THE_VICTIM, value instanceof Grenade grenade ? grenade.value() : value);
            return;
        }
        Throwable failure = future.exception();
        if (failure == null) {
            throw new AssertionError("it has the value " + future.result() + ", and should fail: " + this);
        }
        switch (this) {
            case OWN -> {
                assertInstanceOf(IllegalStateException.class, failure);
                assertEquals("on purpose", failure.getMessage());
            }
            case REMOTE -> {
                RemoteTaskException remote = assertInstanceOf(RemoteTaskException.class, failure);
                String expected = switch (way) {
                    case UNWRITABLE_EXCEPTION -> "Harm$Unwritable: not to be written";
                    case UNREADABLE_EXCEPTION -> "Harm$Unreadable: not to be read 1x";
                    default -> "elsewhere.UnknownException: unknown there";
                };
                String told = remote.className() + ": " + remote.originalMessage();
                assertTrue(told.endsWith(expected), told);
            }
            case UNREADABLE -> assertInstanceOf(NotSerializableTaskException.class, failure);
            case CRASHED -> {
                WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, failure);
                assertTrue(crash.getMessage().contains(way.telling()), crash.getMessage());
                assertTrue(crash.pid() > 0, crash.getMessage());
                assertEquals(way == Way.SIGSEGV, crash.crashReport().isPresent(), crash.getMessage());
            }
            case TIMEOUT -> assertInstanceOf(TaskTimeoutException.class, failure);
            case BROKEN -> {
                BrokenExecutorException broken = assertInstanceOf(BrokenExecutorException.class, failure);
                String told = broken.getMessage();
                assertTrue(told.contains("initializer"), told);
            }
            case ERROR ->
                assertTrue(
                        way == Way.STACK_OVERFLOW
                                ? failure instanceof StackOverflowError
                                : failure instanceof OutOfMemoryError,
                        failure::toString);
            default -> throw new AssertionError(this);
        }
    }
}
