package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Tag;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Values that need no stream, and values that look as if they needed none.
@SuppressWarnings("serial") // the components hold whatever comes
class GraphsTest {
    private final Wire wire = new Wire();

    private record Order(
            int number, String customer, @Nullable Object more) implements Serializable {}

    private interface Task extends Callable<@Nullable Object>, Serializable {}

    static Stream<Object> everyday() {
        return Stream.of(
                new ArrayList<>(IntStream.range(0, 10_000).boxed().toList()),
                new ArrayList<>(List.of(1L, 2L, 3.5, 4.5, 5, "six", 'c', (byte) 1, (short) 2, 2.5f, true)),
                IntStream.range(0, 3000).boxed().collect(Collectors.toMap(i -> "key " + i, i -> new Order(i, "c", i))),
                new HashMap<>(Map.of(1, 2, 3, 4)),
                new Order(1, "日本", new Order(2, "", null)),
                List.of(),
                List.of(1),
                List.of(1, 2, 3),
                Set.of(),
                Set.of(1),
                Set.of(1, 2, 3),
                Map.of(),
                Map.of(1, "a"),
                Map.of(1, "a", 2, "b"),
                Arrays.asList(1, null),
                Stream.of(1, null).toList(),
                Collections.emptyList(),
                Collections.emptySet(),
                Collections.emptyMap(),
                Collections.singletonList("a"),
                Collections.singleton("a"),
                new LinkedHashSet<>(List.of("b", "a")),
                new TreeSet<>(List.of("b", "a")),
                new TreeMap<>(Map.of("b", 1, "a", 2)),
                new LinkedHashMap<>(Map.of("b", 1, "a", 2)),
                new LinkedHashMap<>(Map.of("b", 1)),
                new LinkedHashMap<>(),
                DayOfWeek.FRIDAY,
                UUID.nameUUIDFromBytes(new byte[] {1}),
                new BigDecimal("-12345678901234567890.123"),
                BigInteger.TEN.pow(100),
                Instant.ofEpochSecond(-5, 7),
                Duration.ofMillis(-1),
                LocalDate.of(2024, 2, 29),
                Path.of("a", "b"),
                Optional.of(Optional.of(List.of(1))),
                Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("everyday")
    void everydayValuesNeedNoStream(Object value) {
        Blob blob = wire.encoder.encode(value);
        assertEquals(Tag.GRAPH, blob.tag());
        Object arrived = Objects.requireNonNull(wire.decoder.decode(wire.transport(blob)));
        assertEquals(value, arrived);
        assertSame(value.getClass(), arrived.getClass());
    }

    @Test
    void arraysOfObjectsKeepTheirTypes() {
        Object[] value = {new String[] {"a", null}, new Integer[] {1, 2, null}, new int[][] {{1}, null}, new Object[0]};
        Object[] arrived = wire.send(value);
        assertTrue(Arrays.deepEquals(value, arrived));
        for (int i = 0; i < value.length; i++) {
            assertSame(value[i].getClass(), arrived[i].getClass());
        }
        assertEquals(Tag.GRAPH, wire.encoder.encode(value).tag());
    }

    @Test
    void anArrayDequeArrives() {
        assertArrayEquals(
                new Object[] {1, "b"},
                wire.send(new ArrayDeque<>(List.of(1, "b"))).toArray());
    }

    @Test
    void largePrimitiveArraysInsideOfValuesArrive() {
        double[] numbers = new Random(1).doubles(500_000).toArray();
        byte[] bytes = new byte[3_000_001];
        new Random(2).nextBytes(bytes);
        boolean[] flags = {true, false};
        Object[] arrived = wire.send(new Object[] {1, numbers, bytes, flags, bytes});
        assertArrayEquals(numbers, (double[]) arrived[1]);
        assertArrayEquals(bytes, (byte[]) arrived[2]);
        assertArrayEquals(flags, (boolean[]) arrived[3]);
        assertSame(arrived[2], arrived[4]);
    }

    /// A list that takes `null` looks the same as one that does not, and behaves otherwise.
    @Test
    void whatAnUnmodifiableListThinksOfNullIsKept() {
        assertFalse(wire.send(Stream.of(1, 2).toList()).contains(null));
        assertThrows(
                NullPointerException.class, () -> wire.send(List.of(1, 2, 3)).contains(null));
        assertThrows(
                UnsupportedOperationException.class,
                () -> wire.send(List.of(1, 2, 3)).add(4));
    }

    @Test
    void aListThatIsAViewOfAnArrayStaysOne() {
        Object[] array = {"a", "b"};
        Object[] arrived = wire.send(new Object[] {array, Arrays.asList(array)});
        ((Object[]) arrived[0])[0] = "changed";
        assertEquals(List.of("changed", "b"), arrived[1]);
        List<Object> both = wire.send(new ArrayList<>(List.of(Arrays.asList(array), array)));
        ((Object[]) both.get(1))[0] = "changed";
        assertEquals(List.of("changed", "b"), both.getFirst());
    }

    private static final class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        private int own = 1;
    }

    @Test
    void aSubclassIsNotTakenForWhatItExtends() {
        OwnList list = new OwnList();
        list.own = 5;
        list.add("a");
        OwnList arrived = wire.send(list);
        assertEquals(5, arrived.own);
        assertEquals(List.of("a"), arrived);
        OwnList inside = wire.send(new ArrayList<>(List.of(list))).getFirst();
        assertEquals(5, inside.own);
    }

    @Test
    void aMapInTheOrderOfItsUseStaysThat() {
        for (int size = 0; size < 5; size++) {
            Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
            for (int i = 0; i < size; i++) {
                map.put("key " + i, i);
            }
            Map<String, Integer> arrived = wire.send(map);
            arrived.put("first", 1);
            arrived.put("second", 2);
            arrived.get("first");
            assertEquals("first", new ArrayList<>(arrived.keySet()).getLast());
        }
    }

    @Test
    void aComparatorIsKept() {
        Comparator<String> backwards = Collections.reverseOrder();
        assertEquals(backwards, wire.send(new TreeSet<>(backwards)).comparator());
        assertEquals(
                backwards, wire.send(new TreeMap<String, String>(backwards)).comparator());
    }

    @Test
    void equalStringsStayAsManyAsTheyWere() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            texts.add(new String("same"));
        }
        texts.addAll(List.copyOf(texts));
        List<String> arrived = wire.send(texts);
        assertEquals(Tag.GRAPH, wire.encoder.encode(texts).tag());
        for (int i = 0; i < 50; i++) {
            assertSame(arrived.get(i), arrived.get(50 + i));
            for (int j = 0; j < i; j++) {
                assertNotSame(arrived.get(i), arrived.get(j));
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Hiding(int[] numbers) implements Serializable {
        boolean holds(Object array) {
            return array == numbers;
        }

        @Override
        @SuppressWarnings("UnusedMethod") // that is the test
        public int[] numbers() {
            throw new IllegalStateException("an accessor is nobody's business");
        }
    }

    @Test
    void accessorsAreNotCalled() {
        int[] numbers = {1, 2};
        Object[] arrived = wire.send(new Object[] {numbers, new Hiding(numbers)});
        assertTrue(((Hiding) arrived[1]).holds(arrived[0]));
        assertEquals(Tag.GRAPH, wire.encoder.encode(new Hiding(numbers)).tag());
    }

    private record Positive(int number) implements Serializable {
        static boolean strict;

        Positive {
            if (strict && number <= 0) {
                throw new IllegalArgumentException(number + " is not positive");
            }
        }
    }

    @Test
    void theCanonicalConstructorChecksWhatArrives() {
        Blob blob = wire.transport(wire.encoder.encode(new Positive(-1)));
        Positive.strict = true;
        try {
            NotSerializableTaskException failure =
                    assertThrows(NotSerializableTaskException.class, () -> wire.decoder.decode(blob));
            assertTrue(String.valueOf(failure.getMessage()).contains("-1 is not positive"), failure.getMessage());
        } finally {
            Positive.strict = false;
        }
    }

    private record Replaced(int number) implements Serializable {
        @Serial
        private Object writeReplace() {
            return "number " + number;
        }
    }

    private record Resolved(int number) implements Serializable {
        @Serial
        private Object readResolve() {
            return "resolved " + number;
        }
    }

    @Test
    void aRecordWithRulesOfItsOwnIsTreatedByThem() {
        assertEquals("number 3", wire.<Object>send(new Replaced(3)));
        assertEquals("resolved 3", wire.<Object>send(new Resolved(3)));
        assertEquals(List.of("number 3"), wire.<List<?>>send(List.of(new Replaced(3))));
    }

    private record Ring(List<Object> around) implements Serializable {}

    @Test
    void circlesArriveAsBefore() {
        List<Object> list = new ArrayList<>();
        Ring ring = new Ring(list);
        list.add(ring);
        List<Object> arrived = wire.send(list);
        assertSame(arrived, ((Ring) arrived.getFirst()).around());
    }

    /// As Java serialisation does it, which has no record to refer to before its constructor has run.
    @Test
    void aCircleThatBeginsWithARecordIsCut() {
        List<Object> list = new ArrayList<>();
        Ring ring = new Ring(list);
        list.add(ring);
        assertNull(wire.send(ring).around().getFirst());
    }

    @Test
    void deepValuesArrive() {
        Object value = "inside";
        for (int i = 0; i < 500; i++) {
            value = i % 2 == 0 ? new ArrayList<>(List.of(value)) : new Order(i, "", value);
        }
        assertEquals(value, wire.send(value));
    }

    @Test
    void capturedValuesNeedNoStreamEither() throws Exception {
        List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
        Order order = new Order(1, "c", list);
        Task task = () -> order.more() == list ? list : "apart";
        Task arrived = wire.send(task);
        assertEquals(list, arrived.call());
        assertTrue(wire.encoder.encode(task).size() < 60);
        BitSet bits = BitSet.valueOf(new long[] {5});
        Task other = () -> order.more() == list ? bits : "apart";
        assertEquals(bits, wire.send(other).call());
    }

    @Test
    void aFailureStillNamesThePath() {
        NotSerializableTaskException failure = assertThrows(
                NotSerializableTaskException.class,
                () -> wire.encoder.encode(new ArrayList<>(List.of(1, new Order(1, "c", new Object())))));
        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("ArrayList[1] → GraphsTest$Order.more: java.lang.Object"),
                failure.getMessage());
    }

    /// Whatever the bytes are, the end is a value or an exception, and no more memory than the bytes are worth.
    @Test
    void brokenBytesEndInAnException() {
        List<Object> values = new ArrayList<>(everyday().skip(1).toList());
        values.addAll(List.of(
                new Object[] {"a", new Integer[] {1, 2}}, new Order(1, "c", List.of(new Order(2, "d", null)))));
        Random random = new Random(7);
        int refused = 0;
        for (Object value : values) {
            Blob blob = wire.transport(wire.encoder.encode(value));
            if (blob.size() > 1000) {
                continue;
            }
            for (int round = 0; round < 200; round++) {
                byte[] bytes = ((byte[]) blob.body()).clone();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                byte[] cut = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
                try {
                    wire.decoder.decode(new Blob(Tag.GRAPH, cut, 0));
                } catch (NotSerializableTaskException expected) {
                    refused++;
                    assertFalse(expected.getCause() instanceof OutOfMemoryError, expected.getMessage());
                    assertFalse(expected.getCause() instanceof StackOverflowError, expected.getMessage());
                }
            }
        }
        assertTrue(refused > 1000);
    }
}
