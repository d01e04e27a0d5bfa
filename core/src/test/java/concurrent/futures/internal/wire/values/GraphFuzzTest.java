package concurrent.futures.internal.wire.values;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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

    /// Makes one graph: objects that exist already are used again now and then.
    private static final class Maker {
        private final Random random;
        private final List<Object> made = new ArrayList<>();

        Maker(long seed) {
            this.random = new Random(seed);
        }

        @Nullable
        Object any(int depth) {
            if (depth > 0 && !made.isEmpty() && random.nextInt(5) == 0) {
                return made.get(random.nextInt(made.size()));
            }
            return depth == 0 ? leaf() : branch(depth - 1);
        }

        private @Nullable Object leaf() {
            Object leaf = switch (random.nextInt(16)) {
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
                case 14 -> random.nextBoolean() ? Node.class : int[].class;
                default -> BitSet.valueOf(new long[] {random.nextLong()});
            };
            return keep(leaf);
        }

        private @Nullable Object branch(int depth) {
            return switch (random.nextInt(10)) {
                case 0, 1 -> node(depth);
                case 2 -> fill(new ArrayList<>(), depth);
                case 3 -> fill(new CopyOnWriteArrayList<>(), depth);
                case 4 -> map(new HashMap<>(), depth);
                case 5 -> map(new LinkedHashMap<>(), depth);
                case 6 -> map(new TreeMap<>(), depth);
                case 7 -> keep(new Pair(any(depth), any(depth), random.nextLong()));
                case 8 -> array(depth);
                default -> keep(Collections.unmodifiableList(fill(new ArrayList<>(), depth)));
            };
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
            Object[] array = random.nextInt(4) == 0 ? new Node[random.nextInt(3)] : new Object[random.nextInt(5)];
            keep(array);
            for (int i = 0; i < array.length; i++) {
                array[i] = array instanceof Node[] ? node(Math.max(0, depth - 1)) : any(depth);
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
            case Object[] array -> Arrays.asList(array);
            case int[] array -> List.of(Arrays.hashCode(array));
            case byte[] array -> List.of(Arrays.hashCode(array));
            case Collection<?> collection -> new ArrayList<>(collection);
            case Map<?, ?> map -> {
                List<@Nullable Object> entries = new ArrayList<>();
                map.forEach((key, value) -> entries.addAll(Arrays.asList(key, value)));
                yield entries;
            }
            default -> List.of(object.hashCode());
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
        Wire wire = new Wire();
        for (int round = 0; round < 200; round++) {
            Object graph = new Maker(seed * 1000L + round).any(1 + round % 6);
            assertEquals(dump(plainCopy(graph)), dump(wire.send(graph)), "seed " + seed + ", round " + round);
        }
    }
}
