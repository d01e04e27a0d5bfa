package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.cluster.internal.protocol.Answer;
import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.Payload;
import concurrent.futures.cluster.internal.protocol.Shared;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.protocol.codec.QuestionCodec;
import concurrent.futures.cluster.internal.worker.Job;
import concurrent.futures.cluster.internal.worker.JobAnswer;
import concurrent.futures.cluster.internal.worker.Parts;
import concurrent.futures.cluster.internal.worker.SharedToken;
import concurrent.futures.cluster.internal.worker.Supplies;
import concurrent.futures.internal.shipping.FoundClass;
import concurrent.futures.internal.shipping.FoundResources;
import concurrent.futures.internal.shipping.ParentLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a worker of an agent does with a driver's tasks, with a driver and an agent that are played by this test.
class WorkerTest {
    @TempDir
    Path folder;

    private final LoaderTable loaders = new LoaderTable();
    private final Dictionary dictionary = new Dictionary(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<Long, Path> shared = new ConcurrentHashMap<>();
    private volatile CountDownLatch mayShare = new CountDownLatch(0);
    private final SessionLoader loader = new SessionLoader(this::supply);
    private int forgotten;
    private @Nullable ProcessPoolExecutor pool;

    @BeforeEach
    void open() {
        pool = inSession(() -> ProcessPoolExecutor.builder().maxWorkers(1).build());
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(pool).close();
    }

    private <T> T inSession(java.util.function.Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private byte[] supply(String question) {
        asked.add(question);
        String[] parts = question.split("/", 3);
        return switch (parts[0]) {
            case "session" ->
                Parts.write(List.of(
                        "node-1".getBytes(StandardCharsets.UTF_8),
                        folder.toString().getBytes(StandardCharsets.UTF_8)));
            case "definitions" ->
                Parts.write(dictionary
                        .definitions(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                        .definitions());
            case "forgotten" -> Parts.write(List.of(Supplies.forgetShared(7)));
            case "class" -> {
                FoundClass found = new ParentLoaders(loaders).findClass(Integer.parseInt(parts[1]), parts[2]);
                yield QuestionCodec.write(
                        new Answer.ClassFile(found.definer(), found.location(), found.bytes(), found.problem()));
            }
            case "resources" -> {
                FoundResources found = new ParentLoaders(loaders).findResources(Integer.parseInt(parts[1]), parts[2]);
                yield QuestionCodec.write(new Answer.Resources(found.first(), found.contents(), found.complete()));
            }
            case "shared" -> {
                await(mayShare);
                yield Objects.requireNonNull(shared.get(Long.parseLong(parts[1])), "there is none")
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
            }
            default -> throw new IllegalArgumentException(question);
        };
    }

    private Future<byte[]> submit(Task<?> task) {
        return submit(task, 0, null);
    }

    private Future<byte[]> submit(Task<?> task, int contextLoader, @Nullable Path file) {
        EncodedTask encoded = encoder.encodeTask(new TaskBody.Call<@Nullable Object>(task));
        byte[] payload = Values.write(new Payload(contextLoader, encoded));
        if (file != null) {
            try {
                Files.write(file, payload);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        Job job = new Job(
                /* task= */ 1,
                /* attempt= */ 0,
                /* depth= */ 0,
                encoded.requiredDefinitions(),
                forgotten,
                file == null ? payload : new byte[0],
                file == null ? null : file.toString());
        return inSession(() -> Objects.requireNonNull(pool).submit(job));
    }

    private @Nullable Object value(Future<byte[]> future) {
        Outcome outcome = outcome(JobAnswer.read(future.result()));
        Object value = read(outcome);
        assertTrue(outcome.succeeded(), () -> String.valueOf(value));
        return value;
    }

    private Throwable failure(Future<byte[]> future) {
        Outcome outcome = outcome(JobAnswer.read(future.result()));
        assertFalse(outcome.succeeded());
        return (Throwable) Objects.requireNonNull(read(outcome));
    }

    private static Outcome outcome(JobAnswer answer) {
        Path file = answer.file();
        try {
            return Values.readOutcome(file == null ? answer.rest() : Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private @Nullable Object read(Outcome outcome) {
        DictionaryReplica replica = new DictionaryReplica(loaders);
        replica.accept(new Frame.Define(0, outcome.definitions()));
        ObjectDecoder decoder = new ObjectDecoder(replica);
        return outcome.succeeded() ? decoder.decode(outcome.value()) : decoder.decodeThrowable(outcome.value(), null);
    }

    record Point(int x, int y) implements Serializable {}

    @Test
    void valuesOfClassesGoBothWays() {
        Point point = new Point(3, 4);
        assertEquals(new Point(4, 3), value(submit(() -> new Point(point.y(), point.x()))));
        assertEquals(List.of(point, point), value(submit(() -> List.of(point, point))));
        assertNull(value(submit(() -> null)));
        assertEquals(
                1, asked.stream().filter(question -> question.equals("session")).count());
    }

    @Test
    void definitionsAreAskedForOnce() {
        Point point = new Point(1, 2);
        for (int i = 0; i < 20; i++) {
            value(submit(() -> point.x()));
        }
        assertEquals(
                1,
                asked.stream()
                        .filter(question -> question.startsWith("definitions/"))
                        .count(),
                asked::toString);
    }

    @Test
    void anExceptionIsTheTasksOwn() {
        Throwable failure = failure(submit(() -> {
            throw new IOException("disk", new IllegalStateException("cause"));
        }));
        assertEquals("disk", assertInstanceOf(IOException.class, failure).getMessage());
        assertEquals("cause", Objects.requireNonNull(failure.getCause()).getMessage());
    }

    @Test
    void aResultThatCanNotTravelFailsItsTask() {
        Throwable failure = failure(submit(() -> new Object()));
        assertInstanceOf(NotSerializableTaskException.class, failure);
        assertEquals(5, value(submit(() -> 5)));
    }

    @Test
    void manyClassesOfResultsFillDictionariesAndAllCanBeRead() {
        for (int i = 0; i < 80; i++) {
            int size = i + 1;
            Object value = value(submit(() -> java.lang.reflect.Array.newInstance(Point.class, new int[size % 5 + 1])));
            assertNotNull(value);
        }
    }

    @Test
    void classesThatTheWorkerLacksComeFromTheDriver() throws Exception {
        byte[] one = version(1);
        byte[] two = version(2);
        try (Isolated first = new Isolated(one);
                Isolated second = new Isolated(two)) {
            assertEquals("version 1", value(submit(first.task())));
            assertEquals("version 2", value(submit(second.task())));
            assertEquals("version 1", value(submit(first.task())));
            assertEquals(
                    2,
                    asked.stream()
                            .filter(question -> question.startsWith("class/") && question.endsWith("Versioned"))
                            .distinct()
                            .count());
        }
    }

    private static byte[] version(int number) throws IOException {
        return Versions.compile(number);
    }

    @Test
    void resourcesComeFromTheDriver() throws Exception {
        try (Isolated isolated = new Isolated(version(1))) {
            assertEquals(
                    "of the driver", value(submit(Deeds::readResource, loaders.numberOf(isolated), /* file= */ null)));
        }
    }

    @Test
    void largeValuesGoByFiles() throws Exception {
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 7);
        Future<byte[]> future = submit(() -> large, 0, folder.resolve("task"));
        Path file = Objects.requireNonNull(JobAnswer.read(future.result()).file());
        assertEquals(folder, file.getParent());
        assertArrayEquals(large, (byte[]) value(future));
        assertEquals(4, value(submit(() -> 4)));
    }

    @Test
    void aSharedValueIsFetchedOnceAndForgotten() throws Exception {
        share("first");
        SharedToken token = new SharedToken(7, "an executor");
        Object travelling = Objects.requireNonNull(roundTrip(token));
        @SuppressWarnings("unchecked") // it is one
        concurrent.futures.Broadcast<String> broadcast = (concurrent.futures.Broadcast<String>) travelling;
        assertEquals("first", value(submit(() -> broadcast.value())));
        assertEquals("first", value(submit(() -> broadcast.value())));
        assertEquals(1, asked.stream().filter("shared/7"::equals).count());
        share("second");
        forgotten = 1;
        assertEquals("second", value(submit(() -> broadcast.value())));
    }

    @Test
    void whoWaitsForASharedValueCanBeInterrupted() throws Exception {
        share("late");
        mayShare = new CountDownLatch(1);
        @SuppressWarnings("unchecked") // it is one
        concurrent.futures.Broadcast<String> broadcast =
                (concurrent.futures.Broadcast<String>) Objects.requireNonNull(roundTrip(new SharedToken(7, "one")));
        try {
            assertEquals(true, value(submit(() -> {
                Thread.currentThread().interrupt();
                assertThrows(WaitInterruptedException.class, broadcast::value);
                return Thread.interrupted();
            })));
        } finally {
            mayShare.countDown();
        }
        assertEquals("late", value(submit(() -> broadcast.value())));
        assertEquals(1, asked.stream().filter("shared/7"::equals).count());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS), "nobody lets it go on");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void share(String text) throws IOException {
        Blob blob = encoder.encode(text);
        Path file = folder.resolve("shared-" + text);
        Files.write(file, Values.draft(new Shared(List.of(), blob)).toArray());
        shared.put(7L, file);
    }

    private @Nullable Object roundTrip(Object value) {
        Blob blob = encoder.encode(value);
        DictionaryReplica replica = new DictionaryReplica(loaders);
        replica.accept(dictionary.definitions(0, blob.requiredDefinitions()));
        return new ObjectDecoder(replica).decode(blob);
    }

    @Test
    void aTaskKnowsItsWorkerAndItsName() {
        String name = String.valueOf(value(submit(() -> TaskContext.current().workerName())));
        assertTrue(name.startsWith("node-1/"), name);
    }

    @Test
    void whoExhaustsTheHeapIsReplaced() {
        Future<byte[]> future = submit(Deeds::hoard);
        Throwable thrown = Objects.requireNonNull(future.exception());
        byte[] answer = assertInstanceOf(concurrent.futures.cluster.internal.worker.ExhaustedError.class, thrown)
                .answer();
        Outcome outcome = outcome(JobAnswer.read(answer));
        assertInstanceOf(OutOfMemoryError.class, read(outcome));
        assertEquals(6, value(submit(() -> 6)));
    }
}
