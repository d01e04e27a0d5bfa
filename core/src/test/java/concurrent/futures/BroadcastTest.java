package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A broadcast value is encoded once, sent to each worker once, and forgotten when nobody can ask for it any more.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class BroadcastTest {
    /// A value that counts how often it is written and read, in each process.
    private static final class Counted implements Serializable {
        private static final long serialVersionUID = 1;
        static final AtomicInteger WRITTEN = new AtomicInteger();
        static final AtomicInteger READ = new AtomicInteger();

        int content;

        @SuppressWarnings("UnusedVariable") // makes it large
        final byte[] ballast = new byte[100_000];

        Counted(int content) {
            this.content = content;
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            WRITTEN.incrementAndGet();
            out.defaultWriteObject();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            READ.incrementAndGet();
            in.defaultReadObject();
        }
    }

    private static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws IOException {
            throw new InvalidObjectException("not here");
        }
    }

    private static final class Holder implements Serializable {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"serial", "unused"}) // it is what the test is about
        final Object inside = new Object();
    }

    /// In a worker: the value that it had, as long as that is in use.
    static @Nullable WeakReference<Object> seen;

    @Test
    void itIsSentOncePerWorkerHoweverManyTasksUseIt() {
        Counted.WRITTEN.set(0);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            Broadcast<Counted> broadcast = pool.broadcast(new Counted(7));
            assertEquals(1, Counted.WRITTEN.get());
            List<List<Object>> answers = pool.map(
                            i -> List.<Object>of(
                                    broadcast.value().content + i,
                                    Counted.READ.get(),
                                    ProcessHandle.current().pid()),
                            IntStream.range(0, 300).boxed().toList())
                    .toList();
            Set<Object> workers = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                assertEquals(List.of(7 + i, 1), answers.get(i).subList(0, 2));
                workers.add(answers.get(i).get(2));
            }
            assertTrue(workers.size() <= 2, workers::toString);
            assertEquals(1, Counted.WRITTEN.get());
            assertEquals(0, Counted.READ.get());
        }
    }

    @Test
    void itTravelsCapturedAsAnArgumentAndInsideOthers() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<String> broadcast = pool.broadcast("shared");
            assertEquals("shared", pool.submit(() -> broadcast.value()).result());
            assertEquals(
                    List.of("shared"),
                    pool.map(b -> b.value(), List.of(broadcast)).toList());
            List<Broadcast<String>> inside = new ArrayList<>(List.of(broadcast));
            assertEquals(
                    "shared!", pool.submit(() -> inside.get(0).value() + "!").result());
        }
    }

    @Test
    void allTasksOfAWorkerGetTheSameObject() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<int[]> broadcast = pool.broadcast(new int[1]);
            for (int i = 1; i <= 5; i++) {
                assertEquals(i, pool.submit(() -> ++broadcast.value()[0]).result());
            }
            assertEquals(0, broadcast.value()[0]);
        }
    }

    @Test
    void workersSeeTheValueOfTheMomentOfTheCall() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            int[] value = {1};
            Broadcast<int[]> broadcast = pool.broadcast(value);
            value[0] = 2;
            assertEquals(1, pool.submit(() -> broadcast.value()[0]).result());
            assertSame(value, broadcast.value());
        }
    }

    @Test
    void itComesHomeAsTheObjectItself() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<String> broadcast = pool.broadcast("value");
            assertSame(broadcast, pool.submit(() -> broadcast).result());
        }
    }

    @Test
    void nestedTasksUseItToo() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<String> broadcast = pool.broadcast("value");
            String answer = pool.submit(() -> {
                        Executor same = TaskContext.current().executor();
                        return same.submit(() -> broadcast.value() + " below").result();
                    })
                    .result();
            assertEquals("value below", answer);
        }
    }

    @Test
    void aWorkerThatReplacesADeadOneGetsItAgain() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            Broadcast<String> broadcast = pool.broadcast("value");
            assertEquals("value", pool.submit(() -> broadcast.value()).result());
            Future<?> halting = pool.submit(() -> {
                broadcast.value();
                Runtime.getRuntime().halt(1);
            });
            assertInstanceOf(WorkerCrashedException.class, halting.exception());
            assertEquals("value", pool.submit(() -> broadcast.value()).result());
        }
    }

    @Test
    void manyThreadsOfATaskAskForItAtOnce() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<Counted> broadcast = pool.broadcast(new Counted(3));
            int sum = pool.submit(() -> IntStream.range(0, 100)
                            .parallel()
                            .map(i -> broadcast.value().content)
                            .sum())
                    .result();
            assertEquals(300, sum);
            assertEquals(1, pool.submit(() -> Counted.READ.get()).result());
        }
    }

    @Test
    void aValueThatCanNotBeWrittenIsRefusedAtTheCall() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            NotSerializableTaskException refused =
                    assertThrows(NotSerializableTaskException.class, () -> pool.broadcast(new Holder()));
            assertTrue(refused.getMessage().contains("Holder.inside"), refused::getMessage);
        }
    }

    @Test
    void aValueThatCanNotBeReadFailsTheTasksThatUseIt() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Broadcast<Unreadable> broadcast = pool.broadcast(new Unreadable());
            for (int i = 0; i < 2; i++) {
                Throwable failure =
                        pool.submit(() -> broadcast.value().hashCode()).exception();
                assertInstanceOf(NotSerializableTaskException.class, failure);
                assertTrue(failure.getMessage().contains("not here"), failure::getMessage);
            }
            assertEquals(5, pool.submit(() -> 5).result());
        }
    }

    @Test
    void itBelongsToOneExecutor() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
                ProcessPoolExecutor other = new ProcessPoolExecutor(1);
                Executor threads = new ThreadPoolExecutor(1)) {
            Broadcast<String> broadcast = pool.broadcast("value");
            Throwable failure = other.submit(() -> broadcast.value()).exception();
            assertInstanceOf(IllegalStateException.class, failure);
            assertTrue(failure.getMessage().contains(pool.toString()), failure::getMessage);
            assertEquals("value", threads.submit(() -> broadcast.value()).result());
        }
    }

    @Test
    void workersForgetItWhenNothingRefersToIt() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            useOnce(pool);
            long deadline = System.nanoTime() + 60_000_000_000L;
            boolean kept = true;
            while (kept && System.nanoTime() - deadline < 0) {
                System.gc();
                kept = pool.submit(() -> {
                            System.gc();
                            return seen != null && seen.get() != null;
                        })
                        .result();
            }
            assertEquals(false, kept);
            assertNotEquals(0L, pool.submit(() -> seen == null ? 0L : 1L).result());
        }
    }

    private static void useOnce(ProcessPoolExecutor pool) {
        Broadcast<int[]> broadcast = pool.broadcast(new int[100]);
        pool.submit(() -> {
                    seen = new WeakReference<>(broadcast.value());
                })
                .result();
    }
}
