package concurrent.futures;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Parent and workers see the same bytes; and whoever ends, no file is left.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class SharedMemoryTest {
    private Set<Path> before = Set.of();

    @BeforeEach
    void look() throws IOException {
        before = ourDirectories();
    }

    @AfterEach
    void noFileIsLeft() throws IOException {
        assertEquals(before, ourDirectories());
    }

    private static Set<Path> ourDirectories() throws IOException {
        Set<Path> found = new TreeSet<>();
        String ours = "jcf-" + Long.toString(ProcessHandle.current().pid(), 36) + "-*";
        for (Path place : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isDirectory(place)) {
                try (DirectoryStream<Path> directories = Files.newDirectoryStream(place, ours)) {
                    directories.forEach(found::add);
                }
            }
        }
        return found;
    }

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .workerOutput(WorkerOutput.DISCARD)
                .build();
    }

    static long get(SharedMemory memory, long index) {
        return memory.segment().getAtIndex(JAVA_LONG, index);
    }

    static void set(SharedMemory memory, long index, long value) {
        memory.segment().setAtIndex(JAVA_LONG, index, value);
    }

    @Test
    void whatOneWritesTheOthersSee() {
        try (SharedMemory memory = SharedMemory.allocate(800);
                ProcessPoolExecutor pool = pool(2)) {
            assertEquals(800, memory.segment().byteSize());
            set(memory, 0, 42);
            assertEquals(42, pool.submit(() -> get(memory, 0)).result());
            pool.map(
                            i -> {
                                set(memory, i, 10L * i);
                                return i;
                            },
                            IntStream.range(1, 100).boxed().toList())
                    .toList();
            assertEquals(
                    IntStream.range(1, 100).mapToObj(i -> 10L * i).toList(),
                    IntStream.range(1, 100).mapToObj(i -> get(memory, i)).toList());
            assertEquals(42, pool.submit(() -> get(memory, 0)).result());
        }
    }

    @Test
    void itIsFullOfZeros() {
        try (SharedMemory memory = SharedMemory.allocate(3_000_001)) {
            for (long i = 0; i < memory.segment().byteSize(); i++) {
                assertEquals(0, memory.segment().get(JAVA_BYTE, i));
            }
        }
    }

    @Test
    void itComesHomeAsTheObjectItself() {
        try (SharedMemory memory = SharedMemory.allocate(8);
                ProcessPoolExecutor pool = pool(1)) {
            assertSame(memory, pool.submit(() -> memory).result());
        }
    }

    @Test
    void aWorkerMapsItOnce() {
        try (SharedMemory memory = SharedMemory.allocate(8);
                ProcessPoolExecutor pool = pool(1)) {
            long first = pool.submit(() -> memory.segment().address()).result();
            assertEquals(
                    List.of(first, first),
                    pool.map(m -> m.segment().address(), List.of(memory, memory))
                            .toList());
        }
    }

    @Test
    void threadsHaveTheSameObject() {
        try (SharedMemory memory = SharedMemory.allocate(8);
                Executor threads = new ThreadPoolExecutor(1)) {
            threads.submit(() -> set(memory, 0, 5)).result();
            assertEquals(5, get(memory, 0));
        }
    }

    @Test
    void whatATaskAllocatesAndReturnsIsTheParents() {
        SharedMemory memory;
        try (ProcessPoolExecutor pool = pool(1)) {
            memory = pool.submit(() -> {
                        SharedMemory made = SharedMemory.allocate(16);
                        set(made, 1, 77);
                        return made;
                    })
                    .result();
        }
        try (memory;
                ProcessPoolExecutor other = pool(1)) {
            assertEquals(77, get(memory, 1));
            assertEquals(77, other.submit(() -> get(memory, 1)).result());
        }
    }

    @Test
    void whatATaskAllocatesAndForgetsGoesWithItsWorker() throws IOException {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<?> crashing = pool.submit(() -> {
                SharedMemory.allocate(1000);
                Runtime.getRuntime().halt(3);
            });
            assertInstanceOf(WorkerCrashedException.class, crashing.exception());
            assertEquals(1, pool.submit(() -> 1).result());
            for (Path directory : ourDirectories()) {
                if (!before.contains(directory)) {
                    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "m*")) {
                        assertFalse(left.iterator().hasNext());
                    }
                }
            }
        }
    }

    @Test
    void theWorkersDeathHarmsNobodyElse() {
        try (SharedMemory memory = SharedMemory.allocate(16);
                ProcessPoolExecutor pool = pool(1)) {
            Future<?> crashing = pool.submit(() -> {
                set(memory, 0, 9);
                Runtime.getRuntime().halt(3);
            });
            assertInstanceOf(WorkerCrashedException.class, crashing.exception());
            assertEquals(9, get(memory, 0));
            assertEquals(9, pool.submit(() -> get(memory, 0)).result());
        }
    }

    @Test
    void afterTheCloseItIsOfNoUse() {
        try (ProcessPoolExecutor pool = pool(1)) {
            SharedMemory memory = SharedMemory.allocate(8);
            memory.close();
            memory.close();
            assertThrows(IllegalStateException.class, memory::segment);
            Throwable failure = pool.submit(() -> get(memory, 0)).exception();
            assertInstanceOf(NotSerializableTaskException.class, failure);
            assertTrue(failure.getMessage().contains("closed"), failure::getMessage);
        }
    }

    @Test
    void aTaskThatComesTooLateFailsAlone() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            SharedMemory memory = SharedMemory.allocate(8);
            SharedMemory gate = SharedMemory.allocate(8);
            Future<?> busy = pool.submit(() -> {
                while (get(gate, 0) == 0) {
                    Thread.onSpinWait();
                }
            });
            Future<Long> late = pool.submit(() -> get(memory, 0));
            memory.close();
            set(gate, 0, 1);
            busy.result();
            Throwable failure = late.exception();
            assertInstanceOf(NotSerializableTaskException.class, failure);
            assertTrue(failure.getMessage().contains("it was closed before it was read here"), failure::getMessage);
            assertEquals(1, pool.submit(() -> 1).result());
            gate.close();
        }
    }

    @Test
    void workersGiveItBackWhenItIsClosed() {
        try (ProcessPoolExecutor pool = pool(1)) {
            SharedMemory memory = SharedMemory.allocate(1 << 20);
            pool.submit(() -> get(memory, 0)).result();
            assertTrue(pool.submit(() -> mapped()).result() > 0);
            memory.close();
            assertEquals(0, pool.submit(() -> mapped()).result());
        }
    }

    /// How many files of shared memory this process has mapped.
    static long mapped() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("/memory"))
                .count();
    }

    @Test
    void whatIsDroppedIsGivenBack() throws Exception {
        WeakReference<SharedMemory> dropped = new WeakReference<>(SharedMemory.allocate(8));
        long deadline = System.nanoTime() + 60_000_000_000L;
        while ((dropped.get() != null || !ourDirectories().equals(before)) && System.nanoTime() - deadline < 0) {
            System.gc();
        }
        assertEquals(before, ourDirectories());
    }

    @Test
    void manyThreadsReadItAtOnceInAWorker() {
        try (SharedMemory memory = SharedMemory.allocate(8);
                ProcessPoolExecutor pool = pool(1)) {
            set(memory, 0, 3);
            assertEquals(
                    300,
                    pool.submit(() -> IntStream.range(0, 100)
                                    .parallel()
                                    .mapToLong(i -> get(memory, 0))
                                    .sum())
                            .result());
        }
    }

    @Test
    void sizesThatCanNotBeAreRefused() {
        assertEquals(
                "bytes must be at least 1, but is 0",
                assertThrows(IllegalArgumentException.class, () -> SharedMemory.allocate(0))
                        .getMessage());
        UncheckedIOException noRoom =
                assertThrows(UncheckedIOException.class, () -> SharedMemory.allocate(Long.MAX_VALUE));
        assertTrue(
                noRoom.getMessage().contains("no place for 9223372036854775807 bytes of shared memory"),
                noRoom::getMessage);
    }

    /// They look for its segment, and do not use it: for those who do, JDK-8364167 lets the JVM crash now and then.
    @Test
    void theCloseOfOneThreadMeetsOthersThatLookForTheSegment() throws Exception {
        for (int round = 0; round < 50; round++) {
            SharedMemory memory = SharedMemory.allocate(8);
            CountDownLatch begun = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    begun.countDown();
                    try {
                        while (true) {
                            assertEquals(8, memory.segment().byteSize());
                        }
                    } catch (IllegalStateException closed) {
                        return;
                    }
                }));
            }
            begun.await();
            memory.close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
