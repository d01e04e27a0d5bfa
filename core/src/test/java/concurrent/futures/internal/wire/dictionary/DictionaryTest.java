package concurrent.futures.internal.wire.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.Task;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.values.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DictionaryTest {
    /// Loaded once more by each [Twice].
    public static final class Part implements Serializable {
        private static final long serialVersionUID = 1L;
        private static int made;
        /// Which of the loads it is.
        public final int number = ++made;

        /// A lambda that captures something that only a stream can write.
        public static Task<String> task(List<Object> list) {
            return () -> Part.class.getClassLoader().getClass().getSimpleName() + list.size();
        }

        /// The same lambda, inside something.
        public static List<Object> wrapped() {
            List<Object> list = new ArrayList<>();
            list.add((Task<Integer>) () -> System.identityHashCode(Part.class));
            return list;
        }
    }

    /// A class loader with its own version of [Part].
    private static final class Twice extends ClassLoader {
        Twice() {
            super("twice", DictionaryTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Part.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }

        Class<?> part() throws ClassNotFoundException {
            return Class.forName(Part.class.getName(), true, this);
        }
    }

    private static Object newPart(Class<?> type) throws ReflectiveOperationException {
        return type.getConstructor().newInstance();
    }

    @Test
    void classesOfOneNameFromTwoLoadersAreNotConfused() throws ReflectiveOperationException {
        Wire wire = new Wire();
        Class<?> first = new Twice().part();
        Class<?> second = new Twice().part();
        assertNotSame(first, second);
        for (Class<?> type : List.of(first, second, Part.class, second, first)) {
            assertSame(type, wire.send(newPart(type)).getClass());
            assertSame(type, wire.send((Object) type));
            assertSame(type.arrayType(), wire.send((Object) type.arrayType()));
        }
    }

    @Test
    void lambdasOfOneNameFromTwoLoadersAreNotConfused() throws Exception {
        Wire wire = new Wire();
        Class<?> first = new Twice().part();
        Class<?> second = new Twice().part();
        for (Class<?> type : List.of(Part.class, first, second, first)) {
            ArrayList<Object> empty = new ArrayList<>();
            Object task = type.getMethod("task", List.class).invoke(null, empty);
            Object arrived = wire.send(task);
            assertSame(type.getClassLoader(), arrived.getClass().getClassLoader());
            List<?> wrapped = (List<?>) type.getMethod("wrapped").invoke(null);
            Object inside = wire.send(wrapped).getFirst();
            assertEquals(System.identityHashCode(type), ((Callable<?>) inside).call());
        }
    }

    @Test
    void definitionsOfAClassAreAddedOnceHoweverManyThreadsEncode() throws Exception {
        for (int round = 0; round < 20; round++) {
            Wire wire = new Wire();
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                List<Future<Blob>> blobs = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    int number = i;
                    Task<Integer> task = () -> number;
                    blobs.add(threads.submit((Callable<Blob>) () -> wire.encoder.encode(
                            number % 2 == 0 ? task : new ArrayList<Object>(List.of(number, new Part())))));
                }
                for (int i = 0; i < blobs.size(); i++) {
                    Blob blob = blobs.get(i).get();
                    assertTrue(blob.requiredDefinitions() <= wire.dictionary.size());
                    Object arrived = wire.decoder.decode(wire.transport(blob));
                    assertEquals(i, i % 2 == 0 ? ((Task<?>) arrived).call() : ((List<?>) arrived).getFirst());
                }
            }
            // ArrayList, Integer, Number, Part, and the lambda
            assertEquals(5, wire.dictionary.size());
        }
    }

    @Test
    void manyThreadsDecodeAtOnceWhileDefinitionsAreAdded() throws Exception {
        Wire wire = new Wire();
        Object[] kinds = {List.of(1, 2), new Part(), 7, "text", new int[] {1}, Thread.State.NEW, new Object[] {1L}};
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> texts = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                int number = i;
                Task<Object> task = () -> new Object[] {number, "kind " + number};
                Blob blob = wire.encoder.encode(i % 3 == 0 ? task : new Object[] {number, kinds[i % kinds.length]});
                wire.define(blob.requiredDefinitions());
                texts.add(threads.submit((Callable<String>) () -> {
                    Object arrived = wire.decoder.decode(blob);
                    Object[] parts = (Object[]) (arrived instanceof Task<?> sent ? sent.call() : arrived);
                    return String.valueOf(parts[0]);
                }));
            }
            for (int i = 0; i < texts.size(); i++) {
                assertEquals(String.valueOf(i), texts.get(i).get());
            }
        }
    }

    @Test
    void aValueIsReadableWithNoMoreThanWhatItRequires() {
        Wire wire = new Wire();
        Blob first = wire.encoder.encode(new CopyOnWriteArrayList<>(List.of(1)));
        Blob second = wire.encoder.encode(new Part());
        assertTrue(first.requiredDefinitions() < second.requiredDefinitions());
        wire.replica.accept(wire.dictionary.definitions(0, first.requiredDefinitions()));
        assertEquals(List.of(1), wire.decoder.decode(first));
        NotSerializableTaskException failure =
                assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(second));
        assertTrue(failure.getCause() instanceof WireFormatException);
    }

    @Test
    void definitionsMayComeAgainButNotTooEarly() {
        Wire wire = new Wire();
        Blob blob = wire.encoder.encode(new CopyOnWriteArrayList<>(List.of(1)));
        int required = blob.requiredDefinitions();
        Frame.Define all = wire.dictionary.definitions(0, required);
        wire.replica.accept(all);
        wire.replica.accept(all);
        assertEquals(required, wire.replica.size());
        wire.replica.accept(wire.dictionary.definitions(1, required));
        assertEquals(required, wire.replica.size());
        assertThrows(
                WireFormatException.class,
                () -> new DictionaryReplica(new LoaderTable()).accept(wire.dictionary.definitions(1, required)));
        assertThrows(WireFormatException.class, () -> wire.replica.accept(new Frame.Define(-1, List.of())));
        assertThrows(
                WireFormatException.class,
                () -> wire.replica.accept(new Frame.Define(required, List.of(new byte[] {'C', 0, 1, 2}))));
        assertThrows(
                WireFormatException.class,
                () -> wire.replica.accept(new Frame.Define(required, List.of(new byte[] {'?'}))));
    }

    @Test
    void anEncodeThatFailsLeavesTheDictionaryInOrder() throws Exception {
        Wire wire = new Wire();
        assertThrows(
                NotSerializableTaskException.class,
                () -> wire.encoder.encode(new ArrayList<>(List.of(new Part(), new Object()))));
        assertTrue(wire.dictionary.size() > 0);
        assertTrue(wire.send(new Part()).number > 0);
        Object lock = new Object();
        Task<String> notSerialisable = () -> lock.toString();
        assertThrows(NotSerializableTaskException.class, () -> wire.encoder.encode(notSerialisable));
        int number = 5;
        Task<Integer> fine = () -> number;
        assertEquals(5, wire.send(fine).call());
    }

    @Test
    void loadersOfTheApplicationHaveNumberZero() {
        LoaderTable table = new LoaderTable();
        assertEquals(0, table.numberOf(null));
        assertEquals(0, table.numberOf(ClassLoader.getSystemClassLoader()));
        assertEquals(0, table.numberOf(ClassLoader.getPlatformClassLoader()));
        assertEquals(0, table.numberOf(LoaderTable.class.getClassLoader()));
        assertEquals(0, table.size());
    }

    @Test
    void aLoaderKeepsItsNumber() {
        LoaderTable table = new LoaderTable();
        Twice one = new Twice();
        Twice two = new Twice();
        assertNotEquals(table.numberOf(one), table.numberOf(two));
        assertEquals(table.numberOf(one), table.numberOf(one));
        assertSame(two, table.loader(table.numberOf(two)));
        assertNull(table.loader(99));
        assertEquals(2, table.size());
        assertThrows(ClassNotFoundException.class, () -> table.resolve(99, Part.class.getName()));
    }

    @Test
    void aLoaderIsNotKeptAlive() throws Exception {
        Wire wire = new Wire();
        LoaderTable table = new LoaderTable();
        int number = table.numberOf(sendFromADyingLoader(wire, table));
        for (int i = 0; table.loader(number) != null; i++) {
            assertTrue(i < 100, "still there");
            System.gc();
            Thread.sleep(20); // until the collector has come by
        }
    }

    private static @Nullable ClassLoader sendFromADyingLoader(Wire wire, LoaderTable table)
            throws ReflectiveOperationException {
        Class<?> type = new Twice().part();
        table.numberOf(type.getClassLoader());
        wire.send(newPart(type));
        wire.send(type.getMethod("task", List.class).invoke(null, new ArrayList<>()));
        wire.send(type.getMethod("wrapped").invoke(null));
        return type.getClassLoader();
    }
}
