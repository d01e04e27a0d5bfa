package concurrent.futures.internal.wire.graph;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Makes collections and maps of what is in them, each with the table that it has when Java serialisation reads it.
final class Containers {
    private static final double LOAD_FACTOR = 0.75;
    private static final int FEWEST_BUCKETS = 16;
    private static final int MOST_BUCKETS = 1 << 30;

    private Containers() {}

    /// Any collection but an `ArrayList`.
    @SuppressWarnings({
        "NullAway", // such a list may hold null, and what came from one that may not does not
        "JdkObsolete", // a list arrives as what it was
    })
    static Collection<@Nullable Object> collection(byte item, @Nullable Object[] elements, Input in) {
        return switch (item) {
            case Items.LINKED_LIST -> filled(new LinkedList<>(), elements);
            case Items.ARRAY_DEQUE -> filled(new ArrayDeque<>(elements.length), elements);
            case Items.HASH_SET -> filled(new HashSet<>(buckets(elements.length)), elements);
            case Items.LINKED_HASH_SET -> filled(new LinkedHashSet<>(buckets(elements.length)), elements);
            case Items.TREE_SET ->
                new TreeSet<>(new TreeMap<>(new SortedEntries(elements, elements)).navigableKeySet());
            case Items.LIST_OF -> List.of(elements);
            case Items.LIST_OF_NULLABLE -> Arrays.stream(elements).toList();
            case Items.SET_OF -> Set.of(elements);
            case Items.AS_LIST -> Arrays.asList(elements);
            case Items.SINGLETON_LIST -> Collections.singletonList(only(elements, in));
            case Items.SINGLETON_SET -> Collections.singleton(only(elements, in));
            default -> throw in.unknown(item);
        };
    }

    private static int buckets(int size) {
        return (int) Math.min(size * (1 / (float) LOAD_FACTOR), MOST_BUCKETS);
    }

    private static int entryBuckets(int size) {
        return (int) Math.max(FEWEST_BUCKETS, Math.min(Math.ceil(size / LOAD_FACTOR), MOST_BUCKETS));
    }

    private static <C extends Collection<@Nullable Object>> C filled(C collection, @Nullable Object[] elements) {
        for (Object element : elements) {
            collection.add(element);
        }
        return collection;
    }

    private static @Nullable Object only(@Nullable Object[] elements, Input in) {
        if (elements.length != 1) {
            throw in.unknown(Items.SINGLETON_LIST);
        }
        return elements[0];
    }

    /// An empty map that takes its entries as they come; `null` if the item stands for one that does not.
    static @Nullable Map<@Nullable Object, @Nullable Object> emptyMap(byte item, int size) {
        if (item == Items.HASH_MAP) {
            return new HashMap<>(entryBuckets(size));
        }
        return item == Items.LINKED_HASH_MAP ? new LinkedHashMap<>(entryBuckets(size)) : null;
    }

    /// Any other map.
    @SuppressWarnings("NullAway") // such a map may hold null, and what came from one that may not does not
    static Map<@Nullable Object, @Nullable Object> map(
            byte item, @Nullable Object[] keys, @Nullable Object[] values, Input in) {
        if (item == Items.TREE_MAP) {
            return new TreeMap<>(new SortedEntries(keys, values));
        }
        if (item != Items.MAP_OF) {
            throw in.unknown(item);
        }
        Map.Entry<Object, Object>[] entries = entries(keys.length);
        for (int i = 0; i < keys.length; i++) {
            entries[i] = new AbstractMap.SimpleImmutableEntry<>(keys[i], values[i]);
        }
        return Map.ofEntries(entries);
    }

    @SuppressWarnings("unchecked") // an array of a generic type can not be made otherwise
    private static Map.Entry<Object, Object>[] entries(int length) {
        return (Map.Entry<Object, Object>[]) new Map.Entry<?, ?>[length];
    }
}
