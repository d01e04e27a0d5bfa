package concurrent.futures.internal.wire.throwables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.RemoteTaskException;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.Wire;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("serial") // fields that are not serialisable are what this is about
class ThrowablesTest {
    private final Wire wire = new Wire();

    private Throwable send(Throwable throwable) {
        return wire.sendThrowable(throwable, null);
    }

    private static String printed(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String message(Throwable throwable) {
        return String.valueOf(throwable.getMessage());
    }

    private static final class Odd extends Exception {
        final int code;

        Odd(int code, String a, Object b) {
            super(a + b);
            this.code = code;
        }
    }

    private static Throwable withAll() {
        IllegalStateException top = new IllegalStateException("top", new IOException("disk", new Odd(3, "odd", "ity")));
        top.addSuppressed(new IllegalArgumentException("also"));
        top.addSuppressed(new Error("and"));
        return top;
    }

    static Stream<Throwable> ordinaryOnes() {
        RuntimeException noTrace = new RuntimeException("m", null, false, false) {};
        return Stream.of(
                new RuntimeException(),
                new Exception("with message"),
                new Odd(7, "a", List.of()),
                new AssertionError("e", new Odd(1, "x", "y")),
                new OutOfMemoryError("heap"),
                new StackOverflowError(),
                new NoSuchFileException("/a", "/b", "why"),
                new UncheckedIOException(new IOException("inner")),
                new InvocationTargetException(new Odd(2, "target", "")),
                new InterruptedException("i"),
                new NotSerializableTaskException("m", null),
                new RemoteTaskException("a.B", "m", null),
                noTrace,
                withAll());
    }

    @ParameterizedTest
    @MethodSource("ordinaryOnes")
    void anOrdinaryThrowableArrivesAsItWas(Throwable sent) {
        if (sent.getClass().isAnonymousClass()) {
            sent = new NoTrace("m");
        }
        Throwable arrived = send(sent);
        assertEquals(sent.getClass(), arrived.getClass());
        assertEquals(printed(sent), printed(arrived));
        assertEquals(sent.getSuppressed().length, arrived.getSuppressed().length);
    }

    private static final class NoTrace extends RuntimeException {
        NoTrace(String message) {
            super(message, null, false, false);
        }
    }

    @Test
    void fieldsOfAnExceptionArrive() {
        assertEquals(7, assertInstanceOf(Odd.class, send(new Odd(7, "", ""))).code);
        SQLException first = new SQLException("first", "42000", 99);
        first.setNextException(new SQLException("second"));
        SQLException arrived = assertInstanceOf(SQLException.class, send(first));
        assertEquals("42000", arrived.getSQLState());
        assertEquals("second", message(arrived.getNextException()));
    }

    @Test
    void theHelpfulMessageOfANullPointerExceptionArrives() {
        NullPointerException sent = null;
        try {
            Objects.requireNonNull(nothing().toString());
        } catch (NullPointerException e) {
            sent = e;
        }
        assertNotNull(sent);
        sent.addSuppressed(new IOException("s"));
        Throwable arrived = send(sent);
        assertEquals(NullPointerException.class, arrived.getClass());
        assertTrue(message(arrived).contains("because the return value of"), message(arrived));
        assertEquals(printed(sent), printed(arrived));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // null on purpose
    private static Object nothing() {
        return null;
    }

    @Test
    void theWorkerIsNamedAtTheEndOfTheStackTraceOfTheFirst() {
        Throwable sent = withAll();
        Throwable arrived = wire.sendThrowable(sent, new Origin(4711, "pool-1-worker-2"));
        StackTraceElement[] trace = arrived.getStackTrace();
        assertArrayEquals(send(sent).getStackTrace(), Arrays.copyOf(trace, trace.length - 1));
        assertEquals("worker process 4711.run(pool-1-worker-2)", trace[trace.length - 1].toString());
        Throwable cause = Objects.requireNonNull(arrived.getCause());
        assertEquals(Objects.requireNonNull(sent.getCause()).getStackTrace().length, cause.getStackTrace().length);
        assertEquals(2, arrived.getSuppressed().length);
    }

    private static final class Holding extends RuntimeException {
        private final Object held;

        Holding(Object held, @Nullable Throwable cause) {
            super("holding " + held.getClass().getSimpleName(), cause);
            this.held = held;
        }
    }

    @Test
    void anExceptionWithAFieldThatIsNotSerialisableArrivesAsAStandIn() {
        Holding sent = new Holding(new Object(), new IOException("cause"));
        sent.addSuppressed(new Odd(5, "sup", ""));
        RemoteTaskException arrived = assertInstanceOf(RemoteTaskException.class, send(sent));
        assertEquals(Holding.class.getName(), arrived.className());
        assertEquals("holding Object", arrived.originalMessage());
        assertArrayEquals(strings(sent.getStackTrace()), strings(arrived.getStackTrace()));
        assertEquals(
                IOException.class, Objects.requireNonNull(arrived.getCause()).getClass());
        assertEquals(5, assertInstanceOf(Odd.class, arrived.getSuppressed()[0]).code);
        String named = wire.sendThrowable(sent, new Origin(1, "w"))
                .getStackTrace()[sent.getStackTrace().length]
                .toString();
        assertEquals("worker process 1.run(w; not rebuilt: java.lang.Object is not Serializable)", named);
    }

    private static String[] strings(StackTraceElement[] trace) {
        return Arrays.stream(trace).map(StackTraceElement::toString).toArray(String[]::new);
    }

    @Test
    void onlyTheCauseThatCanNotBeRebuiltIsReplaced() {
        IllegalStateException sent =
                new IllegalStateException("top", new Holding(new Object(), new Odd(9, "deep", "")));
        sent.addSuppressed(new Holding(new Object(), null));
        Throwable arrived = send(sent);
        assertEquals(IllegalStateException.class, arrived.getClass());
        RemoteTaskException cause = assertInstanceOf(RemoteTaskException.class, arrived.getCause());
        assertEquals(9, assertInstanceOf(Odd.class, cause.getCause()).code);
        assertInstanceOf(RemoteTaskException.class, arrived.getSuppressed()[0]);
    }

    @Test
    void theSameThrowableInTwoPlacesIsOne() {
        IOException shared = new IOException("shared");
        RuntimeException sent = new RuntimeException("a", new RuntimeException("b", shared));
        sent.addSuppressed(shared);
        Throwable arrived = send(sent);
        assertSame(
                Objects.requireNonNull(
                        Objects.requireNonNull(arrived.getCause()).getCause()),
                arrived.getSuppressed()[0]);
    }

    @Test
    void causesInACircleArriveInACircle() {
        Odd one = new Odd(1, "one", "");
        Odd two = new Odd(2, "two", "");
        one.initCause(two);
        two.initCause(one);
        Odd arrived = assertInstanceOf(Odd.class, send(one));
        assertEquals(1, arrived.code);
        Odd other = assertInstanceOf(Odd.class, arrived.getCause());
        assertEquals(2, other.code);
        assertSame(arrived, other.getCause());
        assertEquals(printed(one), printed(arrived));
    }

    @Test
    void suppressedOnesInACircleArriveInACircle() {
        Odd one = new Odd(1, "one", "");
        Odd two = new Odd(2, "two", "");
        one.addSuppressed(two);
        two.addSuppressed(one);
        Throwable arrived = send(one);
        Odd other = assertInstanceOf(Odd.class, arrived.getSuppressed()[0]);
        assertSame(arrived, other.getSuppressed()[0]);
    }

    @Test
    void aCircleOfStandInsArrives() {
        Holding one = new Holding(new Object(), new Odd(1, "odd", ""));
        Objects.requireNonNull(one.getCause()).initCause(one);
        RemoteTaskException arrived = assertInstanceOf(RemoteTaskException.class, send(one));
        Odd odd = assertInstanceOf(Odd.class, arrived.getCause());
        assertTrue(message(Objects.requireNonNull(odd.getCause())).contains(Holding.class.getName()));
    }

    @Test
    void aVeryLongChainOfCausesArrivesCutOff() {
        Throwable sent = new IOException("0");
        for (int i = 1; i < 50_000; i++) {
            sent = new IOException(String.valueOf(i), sent);
        }
        Throwable arrived = send(sent);
        assertEquals("49999", message(arrived));
        int length = 0;
        Throwable last = arrived;
        for (Throwable next = arrived; next != null; next = next.getCause()) {
            last = next;
            length++;
        }
        assertEquals(ThrowableGraph.MAX_NODES + 1, length);
        assertTrue(message(last).contains("further exceptions were left out"), message(last));
    }

    private static class Hostile extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError("getCause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("getStackTrace");
        }

        @Serial
        private void writeObject(ObjectOutputStream out) {
            throw new OutOfMemoryError("writeObject");
        }
    }

    @Test
    void aHostileExceptionArrivesAsAStandIn() {
        RemoteTaskException arrived = assertInstanceOf(RemoteTaskException.class, send(new Hostile()));
        assertEquals(Hostile.class.getName(), arrived.className());
        assertEquals("(its getMessage() threw java.lang.IllegalStateException)", arrived.originalMessage());
        assertEquals(
                IllegalStateException.class,
                send(new IllegalStateException("x", new Hostile())).getClass());
    }

    /// It can be read, and fails then.
    private static final class Traitor extends RuntimeException {
        static volatile boolean fails;

        @Override
        public synchronized Throwable getCause() {
            if (fails) {
                throw new Traitors();
            }
            return super.getCause();
        }
    }

    private static final class Traitors extends Error {
        @Override
        public String getMessage() {
            throw this;
        }
    }

    @Test
    void whatFailsOnceItWasRebuiltArrivesInACircle() {
        Traitor traitor = new Traitor();
        IllegalStateException around = new IllegalStateException("around", traitor);
        traitor.initCause(around);
        Blob sent = wire.transport(wire.encoder.encodeThrowable(around));
        Traitor.fails = true;
        try {
            assertEquals("around", message(wire.decoder.decodeThrowable(sent, null)));
        } finally {
            Traitor.fails = false;
        }
    }

    private static class Restless extends RuntimeException {
        @Override
        public synchronized Throwable getCause() {
            return new Restless();
        }
    }

    @Test
    void aNewCauseAtEachQuestionEndsSomewhere() {
        assertNotNull(send(new Restless()));
    }

    private static final class Unreadable extends Exception {
        Unreadable(String message, Throwable cause) {
            super(message, cause);
        }

        @Serial
        private void readObject(ObjectInputStream in) {
            throw new AssertionError("no");
        }
    }

    @Test
    void anExceptionWhoseReadObjectThrowsArrivesAsAStandIn() {
        Throwable arrived = send(new Unreadable("m", new Odd(4, "", "")));
        assertEquals(
                Unreadable.class.getName(),
                assertInstanceOf(RemoteTaskException.class, arrived).className());
        assertEquals(4, assertInstanceOf(Odd.class, arrived.getCause()).code);
    }

    private static final class Forgetful extends Exception {
        private final transient @Nullable String detail;

        Forgetful(String detail) {
            this.detail = detail;
        }

        @Override
        public @Nullable String getMessage() {
            return detail;
        }
    }

    @Test
    void anExceptionThatLosesItsMessageKeepsItsClassAndTheNoteTellsTheMessage() {
        Throwable arrived = wire.sendThrowable(new Forgetful("precious"), new Origin(1, "w"));
        assertEquals(Forgetful.class, arrived.getClass());
        StackTraceElement[] trace = arrived.getStackTrace();
        assertEquals("worker process 1.run(w; there its message was: precious)", trace[trace.length - 1].toString());
    }

    private static final class Dropping extends Exception {
        Dropping(Throwable cause) {
            super("drop", cause);
        }

        @Override
        public synchronized Throwable initCause(@Nullable Throwable cause) {
            throw new IllegalStateException("no");
        }

        @Serial
        private Object writeReplace() {
            return new Odd(1, "replaced", "");
        }
    }

    @Test
    void anExceptionThatTurnsIntoAnotherArrivesAsAStandInOfTheFirst() {
        RemoteTaskException arrived =
                assertInstanceOf(RemoteTaskException.class, send(new Dropping(new IOException("c"))));
        assertEquals(Dropping.class.getName(), arrived.className());
        assertInstanceOf(IOException.class, arrived.getCause());
    }

    @Test
    void aClassThatIsNotThereGivesAStandInWithAllItsParts() {
        LoaderTable table = new LoaderTable();
        Wire elsewhere = new Wire(table, (loader, name) -> {
            if (name.contains("Odd")) {
                throw new ClassNotFoundException(name);
            }
            return table.resolve(loader, name);
        });
        Throwable arrived = elsewhere.sendThrowable(withAll(), null);
        assertEquals(IllegalStateException.class, arrived.getClass());
        Throwable io = Objects.requireNonNull(arrived.getCause());
        assertEquals(IOException.class, io.getClass());
        RemoteTaskException odd = assertInstanceOf(RemoteTaskException.class, io.getCause());
        assertEquals(Odd.class.getName() + ": oddity", odd.getMessage());
        assertEquals(2, arrived.getSuppressed().length);
    }

    @Test
    void aMessageOfManyMegabytesIsCutInTheStandIn() {
        Throwable arrived = send(new Holding(new Object(), new IOException("x".repeat(5_000_000))));
        assertEquals(
                5_000_000, message(Objects.requireNonNull(arrived.getCause())).length());
        Throwable cut = new Unreadable("y".repeat(5_000_000), new IOException());
        assertTrue(message(send(cut)).contains("more characters"));
    }

    @Test
    void anExceptionThatCapturesALambdaArrives() {
        concurrent.futures.Task<Integer> task = () -> 42;
        Holding arrived = assertInstanceOf(Holding.class, send(new Holding(task, null)));
        assertInstanceOf(concurrent.futures.Task.class, arrived.held);
    }

    @Test
    void damagedBytesGiveAStandIn() {
        byte[] bytes = Body.join(wire.encoder.encodeThrowable(withAll()).body());
        for (int i = 0; i < bytes.length; i += 3) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x55;
            assertNotNull(wire.decoder.decodeThrowable(new Blob(Tag.THROWABLE, damaged, 0), new Origin(1, "w")));
        }
        assertNotNull(wire.decoder.decodeThrowable(Blob.ofBytes(new byte[3]), null));
        assertNull(wire.decoder.decodeThrowable(Blob.ofBytes(new byte[3]), null).getCause());
    }

    @Test
    void namesOfStackFramesAreWrittenOnce() {
        RuntimeException sent = new RuntimeException("m");
        StackTraceElement[] trace = new StackTraceElement[500];
        Arrays.fill(trace, new StackTraceElement("com.acme.long.name.of.a.Class", "method", "File.java", 12));
        sent.setStackTrace(trace);
        assertTrue(wire.encoder.encodeThrowable(sent).size() < 500 * 12);
        assertArrayEquals(trace, send(sent).getStackTrace());
    }
}
