package concurrent.futures.internal.wire.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers objects in the order in which they come, and tells those that were there before. Not thread-safe.
///
/// A table with open addressing, of which each entry is a hash and a number: a new object is found to be new without
/// looking at others, and the table grows without looking at any. Strings go by the hash of their content, which they
/// remember, and which many have at hand already; where more than a few of one hash have met, by their identity as all
/// other objects do.
final class Identities {
    static final int FRESH = -1;

    private static final int CROWDED = -2;

    private static final int SMALLEST = 64;
    private static final int GROWTH = 4;
    private static final int KEEP_UP_TO = 4096;
    private static final int MOST_OF_ONE_HASH = 8;
    private static final long NUMBER = 0xffff_ffffL;

    /// 0 where it is empty; hash and number plus one elsewhere.
    private long[] entries = new long[SMALLEST];
    private @Nullable Object[] objects = new Object[SMALLEST / 2];
    private int size;

    /// The number of an object that is no string; [#FRESH] if it is new, and has one from now on.
    int numberOf(Object object) {
        return find(object, System.identityHashCode(object), Integer.MAX_VALUE);
    }

    /// Likewise, of a string.
    int numberOf(String text) {
        int found = find(text, text.hashCode(), MOST_OF_ONE_HASH);
        return found != CROWDED ? found : numberOf((Object) text);
    }

    private int find(Object object, int hash, int most) {
        int mask = entries.length - 1;
        int at = place(hash, mask);
        int left = most;
        for (long entry = entries[at]; entry != 0; entry = entries[at]) {
            if ((int) (entry >>> Integer.SIZE) == hash) {
                int number = (int) (entry & NUMBER) - 1;
                if (objects[number] == object) {
                    return number;
                }
                if (--left == 0) {
                    return CROWDED;
                }
            }
            at = at + 1 & mask;
        }
        entries[at] = (long) hash << Integer.SIZE | (size + 1);
        objects[size++] = object;
        if (size == objects.length) {
            grow();
        }
        return FRESH;
    }

    private static int place(int hash, int mask) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ mixed >>> 16) & mask;
    }

    private void grow() {
        objects = Arrays.copyOf(objects, objects.length * GROWTH);
        long[] grown = new long[entries.length * GROWTH];
        int mask = grown.length - 1;
        for (long entry : entries) {
            if (entry != 0) {
                int at = place((int) (entry >>> Integer.SIZE), mask);
                while (grown[at] != 0) {
                    at = at + 1 & mask;
                }
                grown[at] = entry;
            }
        }
        entries = grown;
    }

    /// Forgets all objects.
    void clear() {
        if (entries.length > KEEP_UP_TO) {
            entries = new long[SMALLEST];
            objects = new Object[SMALLEST / 2];
        } else if (size > 0) {
            Arrays.fill(entries, 0);
            Arrays.fill(objects, 0, size, null);
        }
        size = 0;
    }
}
