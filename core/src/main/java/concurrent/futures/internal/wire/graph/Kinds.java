package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tag;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/// The classes of the JDK that a graph is made of, each with the item that stands for it. A subclass is none of them.
final class Kinds {
    /// Not one of them.
    static final byte NONE = -1;

    private static final Map<Class<?>, Byte> KINDS = kinds();

    private Kinds() {}

    static byte of(Class<?> type) {
        return KINDS.getOrDefault(type, NONE);
    }

    private static Map<Class<?>, Byte> kinds() {
        Map<Class<?>, Byte> kinds = new HashMap<>(128);
        kinds.put(Boolean.class, Tag.TRUE);
        kinds.put(Byte.class, Tag.BYTE);
        kinds.put(Short.class, Tag.SHORT);
        kinds.put(Character.class, Tag.CHAR);
        kinds.put(Integer.class, Tag.INT);
        kinds.put(Long.class, Tag.LONG);
        kinds.put(Float.class, Tag.FLOAT);
        kinds.put(Double.class, Tag.DOUBLE);
        kinds.put(String.class, Tag.LATIN1);
        kinds.put(byte[].class, Tag.BYTE_ARRAY);
        kinds.put(boolean[].class, Tag.BOOLEAN_ARRAY);
        kinds.put(short[].class, Tag.SHORT_ARRAY);
        kinds.put(char[].class, Tag.CHAR_ARRAY);
        kinds.put(int[].class, Tag.INT_ARRAY);
        kinds.put(long[].class, Tag.LONG_ARRAY);
        kinds.put(float[].class, Tag.FLOAT_ARRAY);
        kinds.put(double[].class, Tag.DOUBLE_ARRAY);
        kinds.put(Object[].class, Items.OBJECTS);
        kinds.put(UUID.class, Items.UUID);
        kinds.put(BigInteger.class, Items.BIG_INTEGER);
        kinds.put(BigDecimal.class, Items.BIG_DECIMAL);
        kinds.put(Instant.class, Items.INSTANT);
        kinds.put(Duration.class, Items.DURATION);
        kinds.put(LocalDate.class, Items.LOCAL_DATE);
        kinds.put(LocalTime.class, Items.LOCAL_TIME);
        kinds.put(LocalDateTime.class, Items.LOCAL_DATE_TIME);
        kinds.put(Date.class, Items.DATE);
        kinds.put(Optional.class, Items.OPTIONAL);
        collections(kinds);
        return kinds;
    }

    private static void collections(Map<Class<?>, Byte> kinds) {
        kinds.put(ArrayList.class, Items.ARRAY_LIST);
        kinds.put(LinkedList.class, Items.LINKED_LIST);
        kinds.put(ArrayDeque.class, Items.ARRAY_DEQUE);
        kinds.put(HashSet.class, Items.HASH_SET);
        kinds.put(LinkedHashSet.class, Items.LINKED_HASH_SET);
        kinds.put(TreeSet.class, Items.TREE_SET);
        kinds.put(List.of().getClass(), Items.LIST_OF);
        kinds.put(List.of(0).getClass(), Items.LIST_OF);
        kinds.put(Set.of().getClass(), Items.SET_OF);
        kinds.put(Set.of(0).getClass(), Items.SET_OF);
        kinds.put(Arrays.asList(0).getClass(), Items.AS_LIST);
        kinds.put(Collections.singletonList(0).getClass(), Items.SINGLETON_LIST);
        kinds.put(Collections.singleton(0).getClass(), Items.SINGLETON_SET);
        kinds.put(Collections.emptyList().getClass(), Items.EMPTY_LIST);
        kinds.put(Collections.emptySet().getClass(), Items.EMPTY_SET);
        kinds.put(HashMap.class, Items.HASH_MAP);
        kinds.put(LinkedHashMap.class, Items.LINKED_HASH_MAP);
        kinds.put(TreeMap.class, Items.TREE_MAP);
        kinds.put(Map.of().getClass(), Items.MAP_OF);
        kinds.put(Map.of(0, 0).getClass(), Items.MAP_OF);
        kinds.put(Collections.emptyMap().getClass(), Items.EMPTY_MAP);
    }
}
