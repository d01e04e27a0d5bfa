package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Tag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random object graphs, with sharing and circles, must arrive as plain Java serialisation would have copied
/// them.
@SuppressWarnings("serial") // the fields hold whatever comes
class GraphFuzzTest {
    private static class Base implements Serializable {
        private static final long serialVersionUID = 1L;

        @Nullable
        Object any;

        transient @Nullable Object lost = "lost";
    }

    private static final class Node extends Base {
        private static final long serialVersionUID = 2L;
        int number;
        double ratio;
        char letter;
        boolean flag;
        byte @Nullable [] bytes;

        @Nullable
        Node next;

        Object @Nullable [] parts;
    }

    private record Pair(@Nullable Object left, @Nullable Object right, long stamp) implements Serializable {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Mixed(
            byte small, @Nullable Object any, boolean flag, char letter, float ratio, Kind kind, short[] numbers)
            implements Serializable {}

    private enum Kind {
        PLAIN,
        WITH_A_BODY {
            @Override
            public String toString() {
                return "with a body";
            }
        }
    }

    /// Not what it extends.
    private static final class OwnList extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1L;
    }

    /// Makes one graph: objects that exist already are used again now and then.
    @SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // people send them
    private static final class Maker {
        private final Random random;
        private final boolean everyday;
        private final List<Object> made = new ArrayList<>();

        /// @param everyday whether to use only what needs no stream
        Maker(long seed, boolean everyday) {
            this.random = new Random(seed);
            this.everyday = everyday;
        }

        @Nullable
        Object any(int depth) {
            if (depth > 0 && !made.isEmpty() && random.nextInt(5) == 0) {
                return made.get(random.nextInt(made.size()));
            }
            return depth == 0 ? leaf() : branch(depth - 1);
        }

        private @Nullable Object leaf() {
            Object leaf = switch (random.nextInt(everyday ? 26 : 28)) {
                case 0 -> null;
                case 1 -> random.nextInt();
                case 2 -> random.nextLong();
                case 3 -> random.nextDouble();
                case 4 -> random.nextBoolean();
                case 5 -> (char) random.nextInt(0x10000);
                case 6 -> (byte) random.nextInt();
                case 7 -> "text " + random.nextInt(100);
                case 8 -> "日本 " + random.nextInt(100);
                case 9 -> random.ints(random.nextInt(5)).toArray();
                case 10 -> new byte[random.nextInt(3000)];
                case 11 -> random.nextBoolean() ? TimeUnit.DAYS : TimeUnit.HOURS;
                case 12 -> Duration.ofNanos(random.nextLong());
                case 13 -> Instant.ofEpochSecond(random.nextInt());
                case 14 -> (short) random.nextInt();
                case 15 -> random.nextFloat();
                case 16 -> random.nextBoolean() ? Kind.PLAIN : Kind.WITH_A_BODY;
                case 17 -> new UUID(random.nextLong(), random.nextLong());
                case 18 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(9));
                case 19 -> new BigInteger(random.nextInt(200), random);
                case 20 -> LocalDateTime.ofEpochSecond(random.nextInt(), random.nextInt(1000), ZoneOffset.UTC);
                case 21 -> LocalDate.ofEpochDay(random.nextInt(100_000));
                case 22 -> LocalTime.ofSecondOfDay(random.nextInt(86_400));
                case 23 -> new Date(random.nextLong());
                case 24 -> random.doubles(random.nextInt(5)).toArray();
                case 25 -> "x".repeat(random.nextInt(300)) + (char) random.nextInt(0x10000);
                case 26 -> random.nextBoolean() ? Node.class : int[].class;
                default -> BitSet.valueOf(new long[] {random.nextLong()});
            };
            return keep(leaf);
        }

        private @Nullable Object branch(int depth) {
            return switch (random.nextInt(everyday ? 16 : 22)) {
                case 0 -> fill(new ArrayList<>(), depth);
                case 1 -> map(new HashMap<>(), depth);
                case 2 -> map(new LinkedHashMap<>(), depth);
                case 3 -> map(new TreeMap<>(), depth);
                case 4 -> keep(new Pair(any(depth), any(depth), random.nextLong()));
                case 5 -> array(depth);
                case 6 -> fill(new LinkedList<>(), depth);
                case 7 -> keep(immutable(depth));
                case 8 -> keep(Stream.of("a", any(depth), null).toList());
                case 9 -> keep(new ArrayDeque<>(words()));
                case 10 -> keep(new HashSet<>(words()));
                case 11 -> keep(new LinkedHashSet<>(words()));
                case 12 -> keep(new TreeSet<>(words()));
                case 13 -> keep(Arrays.asList(any(depth), any(depth)));
                case 14 ->
                    keep(new Mixed(
                            (byte) random.nextInt(),
                            any(depth),
                            random.nextBoolean(),
                            (char) random.nextInt(0x10000),
                            random.nextFloat(),
                            random.nextBoolean() ? Kind.PLAIN : Kind.WITH_A_BODY,
                            new short[random.nextInt(4)]));
                case 15 -> keep(numbers());
                case 16 -> fill(new CopyOnWriteArrayList<>(), depth);
                case 17 -> fill(new OwnList(), depth);
                case 18 -> map(new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true), depth);
                case 19 -> map(new TreeMap<>(Collections.reverseOrder()), depth);
                case 20 -> keep(Collections.unmodifiableList(fill(new ArrayList<>(), depth)));
                default -> node(depth);
            };
        }

        private Object immutable(int depth) {
            Object part = any(depth);
            return switch (random.nextInt(7)) {
                case 0 -> Collections.singletonList(part);
                case 1 -> Collections.singleton("word " + random.nextInt(5));
                case 2 -> List.of("a", "b", part == null ? "c" : part);
                case 3 -> List.of(part == null ? "c" : part);
                case 4 -> Set.of("word " + random.nextInt(5));
                case 5 -> Map.of("key " + random.nextInt(5), part == null ? "c" : part);
                default -> random.nextBoolean() ? Collections.emptyList() : Collections.emptyMap();
            };
        }

        /// Some are in the result more than once, or equal to another.
        private List<String> words() {
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                words.add("word " + random.nextInt(20));
            }
            return words;
        }

        private Object numbers() {
            List<Object> numbers = new ArrayList<>();
            for (int run = random.nextInt(4); run > 0; run--) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    switch (run) {
                        case 1 -> numbers.add(random.nextInt());
                        case 2 -> numbers.add(random.nextLong());
                        default -> numbers.add(random.nextDouble());
                    }
                }
            }
            return random.nextBoolean() ? numbers : numbers.toArray();
        }

        private Node node(int depth) {
            Node node = new Node();
            keep(node);
            node.number = random.nextInt();
            node.ratio = random.nextDouble();
            node.letter = (char) random.nextInt(0x10000);
            node.flag = random.nextBoolean();
            node.any = any(depth);
            node.bytes = random.nextBoolean() ? new byte[random.nextInt(10)] : null;
            node.next = any(depth) instanceof Node other ? other : random.nextInt(4) == 0 ? node : null;
            node.parts = random.nextBoolean() ? array(depth) : null;
            return node;
        }

        private Object[] array(int depth) {
            Object[] array = switch (random.nextInt(everyday ? 4 : 5)) {
                case 0 -> new Pair[random.nextInt(3)];
                case 1 -> new Object[random.nextInt(2)][];
                case 4 -> new Node[random.nextInt(3)];
                default -> new Object[random.nextInt(5)];
            };
            keep(array);
            for (int i = 0; i < array.length; i++) {
                int below = Math.max(0, depth - 1);
                array[i] = switch (array) {
                    case Node[] nodes -> node(below);
                    case Pair[] pairs -> new Pair(any(below), array, i);
                    case Object[][] arrays -> array(below);
                    default -> any(depth);
                };
            }
            return array;
        }

        private <L extends List<@Nullable Object>> L fill(L list, int depth) {
            keep(list);
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add(any(depth));
            }
            return list;
        }

        private Object map(Map<String, @Nullable Object> map, int depth) {
            keep(map);
            for (int i = random.nextInt(5); i > 0; i--) {
                map.put("key " + random.nextInt(50), any(depth));
            }
            if (random.nextBoolean() && !map.isEmpty()) {
                map.get(map.keySet().iterator().next());
            }
            return map;
        }

        private @Nullable Object keep(@Nullable Object object) {
            if (object != null) {
                made.add(object);
            }
            return object;
        }
    }

    /// A graph as text: each object once, with its type, its content and the numbers of the objects that it
    /// refers to.
    private static String dump(@Nullable Object root) {
        IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
        ArrayDeque<Object> waiting = new ArrayDeque<>();
        StringBuilder text = new StringBuilder(ref(root, numbers, waiting));
        while (!waiting.isEmpty()) {
            Object object = waiting.remove();
            text.append('\n').append(object.getClass().getName()).append(' ');
            for (Object part : parts(object)) {
                text.append(ref(part, numbers, waiting)).append(' ');
            }
        }
        return text.toString();
    }

    private static String ref(
            @Nullable Object object, IdentityHashMap<Object, Integer> numbers, ArrayDeque<Object> waiting) {
        return switch (object) {
            case null -> "null";
            case Number value -> value.getClass().getSimpleName() + value;
            case Boolean value -> value.toString();
            case Character value -> "char" + (int) value;
            case Class<?> type -> type.getName();
            case Enum<?> constant -> constant.name();
            default -> {
                Integer known = numbers.putIfAbsent(object, numbers.size());
                if (known == null) {
                    waiting.add(object);
                }
                yield "#" + numbers.get(object);
            }
        };
    }

    private static List<@Nullable Object> parts(Object object) {
        return switch (object) {
            case Node node ->
                Arrays.asList(
                        node.any,
                        node.lost,
                        node.number,
                        node.ratio,
                        node.letter,
                        node.flag,
                        node.bytes,
                        node.next,
                        node.parts);
            case Pair pair -> Arrays.asList(pair.left(), pair.right(), pair.stamp());
            case Mixed mixed ->
                Arrays.asList(
                        mixed.small(),
                        mixed.any(),
                        mixed.flag(),
                        mixed.letter(),
                        mixed.ratio(),
                        mixed.kind(),
                        mixed.numbers());
            case Object[] array -> Arrays.asList(array);
            case int[] array -> List.of(Arrays.hashCode(array));
            case byte[] array -> List.of(Arrays.hashCode(array));
            case short[] array -> List.of(Arrays.hashCode(array));
            case double[] array -> List.of(Arrays.hashCode(array));
            case Collection<?> collection -> new ArrayList<>(collection);
            case Map<?, ?> map -> {
                List<@Nullable Object> entries = new ArrayList<>();
                map.forEach((key, value) -> entries.addAll(Arrays.asList(key, value)));
                yield entries;
            }
            default ->
                // what a circle through an unmodifiable collection becomes: its hash is its identity
                object.getClass().getName().equals("java.util.CollSer") ? List.of() : List.of(object.hashCode());
        };
    }

    private static @Nullable Object plainCopy(@Nullable Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void graphsArriveAsPlainSerialisationCopiesThem(int seed) throws IOException, ClassNotFoundException {
        assertTrue(graphs(seed, /* everyday= */ false) > 0);
    }

    /// Nearly all of these need no stream.
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14, 15, 16, 17, 18})
    void everydayGraphsArriveAsPlainSerialisationCopiesThem(int seed) throws IOException, ClassNotFoundException {
        int withoutStream = graphs(seed, /* everyday= */ true);
        assertTrue(withoutStream > 100, () -> withoutStream + " without a stream");
    }

    /// Returns how many needed no stream.
    private static int graphs(int seed, boolean everyday) throws IOException, ClassNotFoundException {
        Wire wire = new Wire();
        int withoutStream = 0;
        for (int round = 0; round < 200; round++) {
            Object graph = new Maker(seed * 1000L + round, everyday).any(1 + round % 6);
            Blob blob = wire.encoder.encode(graph);
            withoutStream += blob.tag() == Tag.OBJECT ? 0 : 1;
            Object arrived = wire.decoder.decode(wire.transport(blob));
            assertEquals(dump(plainCopy(graph)), dump(arrived), "seed " + seed + ", round " + round);
        }
        return withoutStream;
    }
}
