package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.Future;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.RemoteTaskException;
import concurrent.futures.Results;
import concurrent.futures.Task;
import concurrent.futures.TaskFailedException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// How failures come back: which object, which class, with what; and what can not cross to another process.
public abstract class ExceptionContract extends Contract {
    /// For subclasses.
    protected ExceptionContract() {}

    /// The exception of the task that this test keeps, to compare it by identity where tasks share memory.
    private static final RuntimeException KEPT = new IllegalStateException("kept");

    /// A constructor of two arguments: Python can not rebuild such a one.
    static final class TwoArguments extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int code;

        TwoArguments(String message, int code) {
            super(message);
            this.code = code;
        }
    }

    static final class Unserializable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // what the test is about
        final Object field = new Object();

        Unserializable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static final class FailsToDeserialize implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("can not be read, as the test wants");
        }
    }

    static final class FailsToSerialize implements Serializable {
        private static final long serialVersionUID = 1L;

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IllegalStateException("can not be written, as the test wants");
        }
    }

    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final FailsToDeserialize field = new FailsToDeserialize();

        UnreadableException(String message) {
            super(message);
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it never returns
    private static <T> T raise(Throwable e) throws Exception {
        switch (e) {
            case Exception exception -> throw exception;
            case Error error -> throw error;
            default -> throw new AssertionError(e);
        }
    }

    @Test
    void anUncheckedExceptionComesOutAsItIs() {
        Future<Integer> future = executor().submit(() -> raise(KEPT));
        RuntimeException thrown = assertThrows(RuntimeException.class, future::result);
        assertEquals(IllegalStateException.class, thrown.getClass());
        assertEquals("kept", thrown.getMessage());
        assertEquals(can(Capability.KEEPS_EXCEPTION_OBJECTS), thrown == KEPT);
    }

    @Test
    void itIsTheSameObjectForEverybody() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> raise(new TwoArguments("two", gate.pass(2))));
        List<FutureTask<Throwable>> waits = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Throwable> wait = new FutureTask<>(
                    i % 2 == 0 ? future::exception : () -> assertThrows(TwoArguments.class, future::result));
            Thread.ofPlatform().start(wait);
            waits.add(wait);
        }
        gate.open();
        Throwable exception = future.exception();
        assertEquals(2, assertInstanceOf(TwoArguments.class, exception).code);
        for (FutureTask<Throwable> wait : waits) {
            assertSame(exception, wait.get());
        }
        assertSame(
                exception, assertThrows(ExecutionException.class, future::get).getCause());
        assertSame(exception, future.exceptionNow());
    }

    @Test
    void aCheckedExceptionIsWrappedByResultAlone() {
        Future<Integer> future = executor().submit(() -> raise(new IOException("disk")));
        TaskFailedException wrapper = assertThrows(TaskFailedException.class, future::result);
        assertEquals(IOException.class, wrapper.getCause().getClass());
        assertSame(future.exception(), wrapper.getCause());
        assertSame(
                future.exception(),
                assertThrows(ExecutionException.class, future::get).getCause());
        assertTrue(wrapper.getMessage().contains("disk"));
    }

    @Test
    void anErrorComesOutAsItIsAndTheWorkerLivesOn() {
        Future<Integer> error = executor().submit(() -> raise(new AssertionError("as the test wants")));
        assertEquals(
                "as the test wants",
                assertThrows(AssertionError.class, error::result).getMessage());
        Future<Integer> deep = executor().submit(() -> depth(0));
        assertEquals(StackOverflowError.class, deep.exception().getClass());
        assertEquals(2, executor().submit(() -> 2).result());
    }

    private static int depth(int depth) {
        return depth < 0 ? 0 : 1 + depth(depth + 1);
    }

    @Test
    void aTaskThatThrowsCancellationOrInterruptionHasFailed() {
        Future<Integer> cancelled = executor().submit(() -> raise(new CancellationException("the task's own")));
        assertEquals("the task's own", cancelled.exception().getMessage());
        assertEquals(Future.State.FAILED, cancelled.state());
        assertFalse(cancelled.isCancelled());
        assertThrows(ExecutionException.class, cancelled::get);
        assertEquals(
                "the task's own",
                assertThrows(CancellationException.class, cancelled::result).getMessage());
        Future<Integer> interrupted = executor().submit(() -> raise(new InterruptedException("the task's own")));
        assertEquals(InterruptedException.class, interrupted.exception().getClass());
        assertEquals(Future.State.FAILED, interrupted.state());
        assertThrows(TaskFailedException.class, interrupted::result);
        assertEquals(2, executor().statistics().failed());
        assertEquals(0, executor().statistics().cancelled());
    }

    @Test
    void causesAndSuppressedOnesAndTheStackArrive() {
        Future<Integer> future = executor().submit(ExceptionContract::failDeeply);
        Throwable exception = future.exception();
        assertEquals("outer", exception.getMessage());
        assertEquals(IOException.class, exception.getCause().getClass());
        assertEquals("inner", exception.getCause().getMessage());
        assertEquals(1, exception.getSuppressed().length);
        assertEquals("closing", exception.getSuppressed()[0].getMessage());
        assertTrue(
                Arrays.stream(exception.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals("failDeeply")),
                "the task's own frames are in the stack trace");
        assertTrue(Arrays.stream(exception.getCause().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("cause")));
    }

    @Test
    void theStackShowsWhereTheTaskRanAndWhereItWasSubmitted() {
        Throwable exception = submitFailing().exception();
        List<String> frames =
                Arrays.stream(exception.getStackTrace()).map(Object::toString).toList();
        int ran = indexOf(frames, ".failDeeply(");
        assertTrue(ran >= 0, frames::toString);
        int worker = indexOf(frames, "worker process ");
        int parent = indexOf(frames, "parent process ");
        int submitted = indexOf(frames, ".submitFailing(ExceptionContract.java:");
        if (can(Capability.RUNS_IN_OTHER_PROCESS)) {
            assertTrue(ran < worker && worker < parent && parent < submitted, frames::toString);
            assertEquals(parent + 1, submitted, frames::toString);
            assertEquals(
                    "parent process " + ProcessHandle.current().pid() + ".submit("
                            + Thread.currentThread().getName() + ")",
                    frames.get(parent));
            assertTrue(frames.size() - submitted <= 4, frames::toString);
        } else {
            assertEquals(List.of(-1, -1, -1), List.of(worker, parent, submitted), "the object stays as it was");
        }
    }

    @Test
    void ofManyTasksEachShowsWhereItWasSubmitted() {
        Task<Integer> task = ExceptionContract::failDeeply;
        List<Future<Integer>> here = new ArrayList<>();
        List<Future<Integer>> there = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            here.add(submitHere(task));
            there.add(submitThere(task));
        }
        here.forEach(future -> assertSubmittedIn("submitHere", future));
        there.forEach(future -> assertSubmittedIn("submitThere", future));
        List<Future<Integer>> inALoop = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            inALoop.add(submitHere(task));
        }
        inALoop.forEach(future -> assertSubmittedIn("submitHere", future));
    }

    private Future<Integer> submitHere(Task<Integer> task) {
        return executor().submit(task);
    }

    private Future<Integer> submitThere(Task<Integer> task) {
        return executor().submit(task);
    }

    private void assertSubmittedIn(String method, Future<Integer> future) {
        List<String> frames = Arrays.stream(future.exception().getStackTrace())
                .map(Object::toString)
                .toList();
        int parent = indexOf(frames, "parent process ");
        assertEquals(can(Capability.RUNS_IN_OTHER_PROCESS), parent >= 0, frames::toString);
        if (parent >= 0) {
            assertEquals(parent + 1, indexOf(frames, "." + method + "(ExceptionContract.java:"), frames::toString);
        }
    }

    private Future<Integer> submitFailing() {
        return executor().submit(ExceptionContract::failDeeply);
    }

    private static int indexOf(List<String> frames, String part) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void anElementsFailureShowsWhereTheMapWasCalled() {
        try (Results<Integer> results = callMap()) {
            Throwable exception = assertThrows(IllegalStateException.class, results.iterator()::next);
            List<String> frames = Arrays.stream(exception.getStackTrace())
                    .map(Object::toString)
                    .toList();
            int parent = indexOf(frames, "parent process ");
            assertEquals(can(Capability.RUNS_IN_OTHER_PROCESS), parent >= 0, frames::toString);
            if (parent >= 0) {
                assertEquals(parent + 1, indexOf(frames, ".callMap(ExceptionContract.java:"), frames::toString);
            }
        }
    }

    private Results<Integer> callMap() {
        return executor().map(x -> failDeeply() + x, List.of(1, 2));
    }

    private static Integer failDeeply() {
        IllegalStateException outer = new IllegalStateException("outer", cause());
        outer.addSuppressed(new IOException("closing"));
        throw outer;
    }

    private static IOException cause() {
        return new IOException("inner");
    }

    @Test
    void anActionsExceptionComesBackToo() {
        Action action = () -> Integer.parseInt("none");
        assertEquals(
                NumberFormatException.class,
                executor().submit(action).exception().getClass());
        assertEquals(
                NumberFormatException.class,
                executor().submit(action, 1).exception().getClass());
    }

    @Test
    void anExceptionThatCanNotCrossIsStoodInFor() {
        Future<Integer> future =
                executor().submit(() -> raise(new Unserializable("odd", new IOException("the cause"))));
        Throwable exception = future.exception();
        if (can(Capability.REFUSES_UNSERIALIZABLE)) {
            RemoteTaskException standIn = assertInstanceOf(RemoteTaskException.class, exception);
            assertEquals(Unserializable.class.getName(), standIn.className());
            assertEquals("odd", standIn.originalMessage());
            assertTrue(standIn.getMessage().contains("odd"));
            assertTrue(standIn.getMessage().contains(Unserializable.class.getName()));
        } else {
            assertInstanceOf(Unserializable.class, exception);
        }
        assertEquals("the cause", exception.getCause().getMessage());
        assertTrue(exception.getStackTrace().length > 0);
        assertEquals(2, executor().submit(() -> 2).result(), "the executor goes on");
    }

    @Test
    void anExceptionThatCanNotBeRebuiltIsStoodInFor() {
        Future<Integer> future = executor().submit(() -> raise(new UnreadableException("unreadable")));
        Throwable exception = future.exception();
        if (can(Capability.RUNS_IN_OTHER_PROCESS)) {
            RemoteTaskException standIn = assertInstanceOf(RemoteTaskException.class, exception);
            assertEquals("unreadable", standIn.originalMessage());
        } else {
            assertInstanceOf(UnreadableException.class, exception);
        }
        assertEquals(2, executor().submit(() -> 2).result(), "the executor goes on");
    }

    /// It fails when it is asked where it comes from.
    static class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new AssertionError("getStackTrace");
        }
    }

    @Test
    void anExceptionThatFailsWhenItIsAskedForItsStackEndsItsFutureAlone() {
        Future<?> failed = executor().submit((Action) () -> {
            throw new Hostile();
        });
        Future<Integer> after = executor().submit(() -> 1);
        assertInstanceOf(Hostile.class, failed.exception(kind().patience()));
        assertEquals(1, after.result(kind().patience()));
        close(executor());
        assertEquals(1, executor().statistics().failed());
    }

    @Test
    void aTaskThatCanNotCrossFailsItsOwnFutureWithThePath() {
        Object captured = new Object();
        Task<Object> task = () -> captured;
        Future<Object> future = executor().submit(task);
        if (can(Capability.REFUSES_UNSERIALIZABLE)) {
            NotSerializableTaskException exception =
                    assertInstanceOf(NotSerializableTaskException.class, future.exception());
            assertTrue(exception.getMessage().contains("java.lang.Object is not Serializable"), exception::getMessage);
            assertEquals(1, executor().statistics().failed());
        } else {
            assertSame(captured, future.result());
        }
        assertEquals(2, executor().submit(() -> 2).result(), "the executor goes on");
    }

    @Test
    void aResultThatCanNotCrossFailsItsOwnFuture() {
        Future<Object> future = executor().submit(() -> List.of("fine", new Object()));
        if (can(Capability.REFUSES_UNSERIALIZABLE)) {
            NotSerializableTaskException exception =
                    assertInstanceOf(NotSerializableTaskException.class, future.exception());
            assertTrue(exception.getMessage().contains("java.lang.Object is not Serializable"), exception::getMessage);
        } else {
            assertNotNull(future.result());
        }
        assertEquals(2, executor().submit(() -> 2).result(), "the executor goes on");
    }

    @Test
    void whatFailsWhileItIsWrittenOrReadFailsItsOwnFuture() {
        FailsToSerialize unwritable = new FailsToSerialize();
        FailsToDeserialize unreadable = new FailsToDeserialize();
        List<Future<?>> futures = List.of(
                executor().submit(() -> unwritable.hashCode() * 0),
                executor().submit(() -> unreadable.hashCode() * 0),
                executor().submit(() -> new FailsToSerialize()),
                executor().submit(() -> new FailsToDeserialize()));
        for (Future<?> future : futures) {
            assertEquals(can(Capability.RUNS_IN_OTHER_PROCESS), future.exception() != null);
        }
        assertEquals(2, executor().submit(() -> 2).result(), "the executor goes on");
    }

    @Test
    void aBadElementFailsAloneInItsChunk() {
        List<Object> input = List.of(1, new Object(), 3);
        concurrent.futures.MapOptions chunks =
                concurrent.futures.MapOptions.defaults().withChunkSize(3);
        var iterator = executor()
                .map(x -> x.toString().length() > 1 ? 0 : 1, input, chunks)
                .iterator();
        assertEquals(1, iterator.next());
        if (can(Capability.REFUSES_UNSERIALIZABLE)) {
            assertThrows(NotSerializableTaskException.class, iterator::next);
        } else {
            assertEquals(0, iterator.next());
        }
        assertEquals(1, iterator.next());
        assertFalse(iterator.hasNext());
    }
}
