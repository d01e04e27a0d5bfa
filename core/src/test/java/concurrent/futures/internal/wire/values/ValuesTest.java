package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.Task;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.spi.TaskBody;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    private final Wire wire = new Wire();

    record Point(int x, double y, String name, @Nullable Point next) implements Serializable {}

    enum Colour {
        RED {
            @Override
            int cost() {
                return 1;
            }
        },
        BLUE {
            @Override
            int cost() {
                return 2;
            }
        };

        abstract int cost();
    }

    static Stream<Object> equalOnes() {
        return Stream.of(
                true,
                false,
                (byte) -7,
                (short) -3000,
                'ß',
                42,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                -0.0f,
                Float.NaN,
                Double.MIN_VALUE,
                "",
                "plain",
                "Grüße",
                "漢字 🎉",
                "broken \ud800 pair \udc00",
                "x".repeat(100_000),
                "ж".repeat(100_000),
                BigInteger.TWO.pow(500),
                new BigDecimal("3.1415"),
                LocalDate.of(2024, 2, 29),
                Duration.ofMillis(1500),
                new UUID(1, 2),
                Locale.CANADA_FRENCH,
                TimeUnit.HOURS,
                Colour.BLUE,
                EnumSet.of(Colour.RED),
                new EnumMap<>(Map.of(Colour.RED, 1)),
                List.of(),
                List.of(1),
                List.of(1, "two", 3.0),
                Set.of("a", "b", "c"),
                Map.of("k", List.of(1, 2)),
                new ArrayList<>(Arrays.asList(1, null, 3)),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                Collections.unmodifiableMap(new LinkedHashMap<>(Map.of(1, 2))),
                new Point(1, 2.5, "p", new Point(3, 4, "q", null)),
                String.class,
                int.class,
                void.class,
                int[][].class,
                Point[].class,
                Runnable.class,
                Path.of("some", "where"),
                List.of(Path.of("/a"), Path.of("b")),
                Optional.of("there"),
                Optional.empty(),
                List.of(Optional.of(1)));
    }

    @ParameterizedTest
    @MethodSource("equalOnes")
    void aValueArrivesEqual(Object value) {
        assertEquals(value, wire.send(value));
        assertEquals(value, wire.send(new ArrayList<>(List.of(value, value))).getLast());
    }

    @Test
    void whatRunsForeignCodeWhenItIsReadIsNotPlain() {
        assertTrue(wire.encoder.encode(1).isPlain());
        assertTrue(wire.encoder.encode("text").isPlain());
        assertTrue(wire.encoder.encode(new int[1]).isPlain());
        assertFalse(wire.encoder.encode(new Point(1, 2.5, "p", null)).isPlain());
        assertFalse(wire.encoder.encode(Locale.ROOT).isPlain());
        assertFalse(wire.encoder.encode((Task<Integer>) () -> 1).isPlain());
        assertFalse(wire.encoder.encodeThrowable(new Exception()).isPlain());
    }

    @Test
    void nullArrives() {
        assertNull(wire.send((Object) null));
    }

    static Stream<Object> arrays() {
        Random random = new Random(1);
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        return Stream.of(
                bytes,
                new byte[0],
                new boolean[] {true, false, true},
                new boolean[50_000],
                new short[] {1, -2, Short.MAX_VALUE},
                new char[] {'a', '\uffff'},
                random.ints(5).toArray(),
                random.ints(50_000).toArray(),
                random.longs(30_000).toArray(),
                new float[] {1.5f, Float.NaN, -0f},
                new double[] {Math.PI, Double.NEGATIVE_INFINITY},
                random.doubles(20_000).toArray(),
                new double[0]);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void aPrimitiveArrayArrivesEqual(Object array) {
        assertTrue(Arrays.deepEquals(new Object[] {array}, new Object[] {wire.send(array)}));
        Object borrowed = wire.decoder.decode(wire.transport(wire.encoder.encodeBorrowing(array)));
        assertTrue(Arrays.deepEquals(new Object[] {array}, new Object[] {borrowed}));
        assertTrue(Arrays.deepEquals(new Object[] {array}, wire.send(new Object[] {array})));
    }

    @Test
    void anEncodedArrayIsASnapshot() {
        int[] numbers = {1, 2, 3};
        Blob blob = wire.encoder.encode(numbers);
        numbers[0] = 99;
        assertArrayEquals(new int[] {1, 2, 3}, (int[]) wire.decoder.decode(wire.transport(blob)));
    }

    @Test
    void aBorrowedArrayIsNotCopied() {
        byte[] bytes = {1, 2, 3};
        assertSame(bytes, wire.encoder.encodeBorrowing(bytes).body());
        assertNotSame(bytes, wire.encoder.encode(bytes).body());
    }

    @Test
    void largeArraysInsideAValueAreCopiedOnceAndShared() {
        int[] numbers = new int[50_000];
        numbers[49_999] = 1;
        byte[] bytes = new byte[50_000];
        Object[] value = {numbers, "between", bytes, numbers, new boolean[50_000]};
        Blob blob = wire.encoder.encode(value);
        assertEquals(2, Body.apart(blob.body()).length);
        numbers[49_999] = 2;
        Blob received = wire.transport(blob);
        Object[] arrived = (Object[]) Objects.requireNonNull(wire.decoder.decode(received));
        assertEquals(1, ((int[]) arrived[0])[49_999]);
        assertSame(Body.apart(received.body())[0], arrived[0]);
        assertSame(arrived[0], arrived[3]);
        assertArrayEquals(bytes, (byte[]) arrived[2]);
        assertArrayEquals(new boolean[50_000], (boolean[]) arrived[4]);
        assertSame(numbers, Body.apart(wire.encoder.encodeBorrowing(value).body())[0]);
    }

    @Test
    @SuppressWarnings("unchecked") // what was sent is what arrives
    void aLargeArrayThatALambdaCapturesIsASnapshot() throws Exception {
        double[] numbers = new double[10_000];
        Task<double[]> task = () -> numbers;
        Blob blob = wire.encoder.encode(task);
        assertEquals(1, Body.apart(blob.body()).length);
        numbers[0] = 5;
        Task<double[]> arrived = (Task<double[]>) Objects.requireNonNull(wire.decoder.decode(wire.transport(blob)));
        assertArrayEquals(new double[10_000], arrived.call());
    }

    @Test
    void theArraysOfABorrowedTaskAreNotCopied() {
        double[] numbers = new double[10_000];
        Task<double[]> captures = () -> numbers;
        TaskBody<?> call = new TaskBody.Call<>(captures);
        assertSame(
                numbers,
                Body.apart(wire.encoder.encodeTaskBorrowing(call).function().body())[0]);
        assertNotSame(
                numbers, Body.apart(wire.encoder.encodeTask(call).function().body())[0]);
        TaskFunction<double[], Integer> length = array -> array.length;
        TaskBody<?> apply = new TaskBody.Apply<>(length, numbers);
        EncodedTask borrowed = wire.encoder.encodeTaskBorrowing(apply);
        assertSame(numbers, borrowed.arguments().getFirst().body());
        EncodedTask copied = wire.encoder.encodeTask(apply, borrowed.function());
        assertNotSame(numbers, copied.arguments().getFirst().body());
    }

    @Test
    void aLargeArrayWithoutRoomFailsItsValue() {
        Blob blob = new Blob(Tag.GRAPH, new Body.Apart(new byte[] {28, 0}, new Object[] {new Body.Unreadable(5)}), 0);
        Exception failure = assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(blob));
        assertTrue(String.valueOf(failure.getMessage()).contains("7 bytes has no room"), failure::getMessage);
        Blob none = new Blob(Tag.GRAPH, new Body.Apart(new byte[] {28, 1}, new Object[] {new int[1]}), 0);
        assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(none));
    }

    @Test
    void aLargeReceivedArrayIsTheOneThatWasFilled() {
        Blob received = wire.transport(wire.encoder.encode(new double[10_000]));
        assertSame(received.body(), wire.decoder.decode(received));
    }

    @Test
    void manyBytesOfOneObjectArriveAcrossPieces() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 200_000; i++) {
            words.add("word " + i);
        }
        Blob blob = wire.encoder.encode(words);
        assertInstanceOf(byte[][].class, blob.body());
        assertEquals(words, wire.decoder.decode(wire.transport(blob)));
        byte[][] parts = {new byte[3_000_000], new byte[5]};
        parts[0][2_999_999] = 7;
        assertArrayEquals(parts, wire.send(parts));
    }

    @Test
    void whatIsSharedStaysShared() {
        int[] shared = {1};
        Object[] pair = wire.send(new Object[] {shared, shared, new int[] {1}});
        assertSame(pair[0], pair[1]);
        assertNotSame(pair[0], pair[2]);
    }

    @Test
    void aCircleStaysACircle() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<Object> arrived = wire.send(list);
        assertSame(arrived, arrived.getFirst());
    }

    @Test
    void twoValuesShareNothing() {
        List<String> value = new ArrayList<>(List.of("a"));
        assertNotSame(wire.send(value), wire.send(value));
    }

    private static final class Counter implements Serializable {
        private static final long serialVersionUID = 1L;
        private transient int total = 5;
        private final String name;

        Counter(String name) {
            this.name = name;
        }

        @Serial
        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            out.writeInt(total);
            out.writeObject(List.of(name));
            out.writeUTF("end");
        }

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            total = in.readInt() + 1;
            assertEquals(List.of(name), in.readObject());
            assertEquals("end", in.readUTF());
        }
    }

    @Test
    void writeObjectAndReadObjectAreCalled() {
        Counter arrived = wire.send(new Counter("c"));
        assertEquals("c", arrived.name);
        assertEquals(6, arrived.total);
    }

    private record Proxied(String secret) implements Serializable {
        @Serial
        private Object writeReplace() {
            return new Replacement(secret.length());
        }
    }

    private record Replacement(int length) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Proxied("*".repeat(length));
        }
    }

    private record Nothing() implements Serializable {
        @Serial
        private @Nullable Object writeReplace() {
            return null;
        }
    }

    @Test
    void writeReplaceMayReturnNull() {
        assertNull(wire.<@Nullable Object>send(new Nothing()));
        List<@Nullable Object> sent = new ArrayList<>();
        sent.add(new Nothing());
        assertEquals(Collections.singletonList(null), wire.<Object>send(sent));
    }

    @Test
    void writeReplaceAndReadResolveAreCalled() {
        assertEquals(new Proxied("***"), wire.send(new Proxied("abc")));
    }

    /// Public, as deserialisation demands.
    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // written by writeExternal
        private @Nullable Object content;

        /// For deserialisation.
        public External() {}

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeObject(content);
            out.writeLong(77);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException, ClassNotFoundException {
            content = in.readObject();
            assertEquals(77, in.readLong());
        }
    }

    @Test
    void anExternalizableArrives() {
        External external = new External();
        external.content = new Object[] {external, "x"};
        External arrived = wire.send(external);
        Object[] content = assertInstanceOf(Object[].class, arrived.content);
        assertSame(arrived, content[0]);
    }

    private record Echo(String prefix) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] args) {
            return prefix + method.getName();
        }
    }

    @Test
    void aProxyArrives() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class, Comparable.class}, new Echo("> "));
        Object arrived = wire.send(proxy);
        assertEquals("> get", ((Supplier<?>) arrived).get());
        assertInstanceOf(Comparable.class, arrived);
    }

    @Test
    void aPatternArrives() {
        assertTrue(wire.send(Pattern.compile("a+b")).matcher("aaab").matches());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Everyday(Path path, Path[] paths, Optional<Path> maybe, Map.Entry<String, Path> entry)
            implements Serializable {}

    @Test
    void everydayValuesThatAreNotSerialisableArriveInTheirFields() {
        Path path = Path.of("a", "b");
        Everyday arrived = wire.send(new Everyday(path, new Path[] {path}, Optional.of(path), Map.entry("k", path)));
        assertEquals(path, arrived.path());
        assertSame(arrived.path(), arrived.paths()[0]);
        assertEquals(Optional.of(path), arrived.maybe());
        assertEquals(Map.entry("k", path), arrived.entry());
    }

    @Test
    void viewsOfCollectionsArriveAsCollections() {
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3, 4));
        Map<String, Integer> map = new HashMap<>(Map.of("a", 1));
        assertEquals(List.of(2, 3), wire.send(numbers.subList(1, 3)));
        assertEquals(List.of(2, 3), wire.send(List.of(1, 2, 3, 4).subList(1, 3)));
        assertEquals(Set.of("a"), wire.send(map.keySet()));
        assertEquals(List.of(1), new ArrayList<>(wire.send(map.values())));
        assertEquals(Map.entry("a", 1), wire.send(map.entrySet()).iterator().next());
        assertEquals(Map.entry("k", "v"), wire.send(Map.entry("k", "v")));
    }

    @Test
    void aClassDescriptorIsDefinedOnce() {
        wire.send(new Point(1, 2, "p", null));
        int defined = wire.dictionary.size();
        long first = wire.encoder.encode(new Point(1, 2, "p", null)).size();
        assertEquals(defined, wire.dictionary.size());
        assertTrue(first < 40, () -> first + " bytes");
    }
}
