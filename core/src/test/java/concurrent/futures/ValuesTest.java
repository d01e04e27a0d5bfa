package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/// The options and exceptions as values.
class ValuesTest {
    @Test
    void mapOptionsChangeOneThingAtATime() {
        MapOptions options = MapOptions.defaults()
                .withChunkSize(3)
                .withBufferSize(7)
                .withTimeout(Duration.ofSeconds(2))
                .unordered();
        assertEquals(new MapOptions(3, 7, Duration.ofSeconds(2), false), options);
        assertEquals(new MapOptions(1, 0, null, true), MapOptions.defaults());
    }

    @Test
    void taskOptionsChangeOneThingAtATime() {
        TaskOptions options = TaskOptions.defaults()
                .withName("thumbnail")
                .withTimeout(Duration.ofSeconds(2))
                .withRetries(4);
        assertEquals(new TaskOptions("thumbnail", Duration.ofSeconds(2), 4), options);
        assertEquals(new TaskOptions(null, null, 0), TaskOptions.defaults());
    }

    @Test
    void aCrashTellsWhatIsKnown() throws Exception {
        WorkerCrashedException crash = copied(new WorkerCrashedException(
                "worker 7 died", 7, 137, "SIGKILL", List.of("a", "b"), Path.of("hs_err_pid7.log")));
        assertEquals(7, crash.pid());
        assertEquals(OptionalInt.of(137), crash.exitCode());
        assertEquals(Optional.of("SIGKILL"), crash.signal());
        assertEquals(List.of("a", "b"), crash.stderr());
        assertEquals(Optional.of(Path.of("hs_err_pid7.log")), crash.crashReport());
        WorkerCrashedException unknown = new WorkerCrashedException("worker 8 died", 8, -1, null, List.of(), null);
        assertEquals(OptionalInt.empty(), unknown.exitCode());
        assertEquals(Optional.empty(), unknown.signal());
        assertEquals(Optional.empty(), unknown.crashReport());
    }

    @Test
    void aStandInNamesTheOriginal() throws Exception {
        IOException cause = new IOException("cause");
        RemoteTaskException standIn = new RemoteTaskException("com.acme.Odd", "not found", cause);
        assertEquals("com.acme.Odd: not found", standIn.getMessage());
        assertSame(cause, standIn.getCause());
        RemoteTaskException copy = copied(standIn);
        assertEquals("com.acme.Odd", copy.className());
        assertEquals("not found", copy.originalMessage());
        RemoteTaskException silent = new RemoteTaskException("com.acme.Odd", null, null);
        assertEquals("com.acme.Odd", silent.getMessage());
        assertNull(silent.originalMessage());
    }

    @Test
    void aBrokenExecutorRejectsItsTasks() {
        assertInstanceOf(RejectedExecutionException.class, new BrokenExecutorException("broken", null));
    }

    @SuppressWarnings("unchecked") // a copy has the class of its original
    private static <T> T copied(T original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Object copy = in.readObject();
            assertTrue(copy != original);
            return (T) copy;
        }
    }
}
