package concurrent.futures.internal.wire.graph;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// The entries of a sorted map in their order. A `TreeMap` takes them over without comparing keys, as it does when it
/// is read from a stream.
@SuppressWarnings("JdkObsolete") // what a TreeMap takes
final class SortedEntries extends AbstractMap<@Nullable Object, @Nullable Object>
        implements SortedMap<@Nullable Object, @Nullable Object> {
    private final @Nullable Object[] keys;
    private final @Nullable Object[] values;

    SortedEntries(@Nullable Object[] keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    public int size() {
        return keys.length;
    }

    @Override
    public Set<Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return keys.length;
            }

            @Override
            public Iterator<Entry<@Nullable Object, @Nullable Object>> iterator() {
                return new Iterator<>() {
                    private int next;

                    @Override
                    public boolean hasNext() {
                        return next < keys.length;
                    }

                    @Override
                    public Entry<@Nullable Object, @Nullable Object> next() {
                        if (next == keys.length) {
                            throw new NoSuchElementException();
                        }
                        return new SimpleImmutableEntry<>(keys[next], values[next++]);
                    }
                };
            }
        };
    }

    @Override
    public @Nullable Comparator<? super @Nullable Object> comparator() {
        return null;
    }

    @Override
    public @Nullable Object firstKey() {
        return keys[0];
    }

    @Override
    public @Nullable Object lastKey() {
        return keys[keys.length - 1];
    }

    @Override
    public SortedMap<@Nullable Object, @Nullable Object> subMap(@Nullable Object from, @Nullable Object to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<@Nullable Object, @Nullable Object> headMap(@Nullable Object to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<@Nullable Object, @Nullable Object> tailMap(@Nullable Object from) {
        throw new UnsupportedOperationException();
    }
}
