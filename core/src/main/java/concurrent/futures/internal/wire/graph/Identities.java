package concurrent.futures.internal.wire.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers objects in the order in which they come, and tells those that were there before. Not thread-safe.
///
/// A table with open addressing, of nothing but numbers, so that it stays small enough for the caches; hashes and
/// objects stand apart, in the order of the numbers. A new object is found to be new mostly without a look at them,
/// and the table grows without a look at any object. Strings go by the hash of their content, which they remember,
/// and which many have at hand already; where more than a few of one hash have met, by their identity as all other
/// objects do.
final class Identities {
    static final int FRESH = -1;

    private static final int CROWDED = -2;

    private static final int SMALLEST = 64;
    private static final int KEEP_UP_TO = 4096;
    private static final int MOST_OF_ONE_HASH = 8;

    /// Marks hashes of identities, so that they never crowd those of content.
    private static final int BY_IDENTITY = 1 << 31;

    /// A number plus one in each place that is taken.
    private int[] table = new int[SMALLEST];

    private int[] hashes = new int[room(SMALLEST)];
    private @Nullable Object[] objects = new Object[room(SMALLEST)];
    private int size;

    /// How many objects a table of that length takes.
    private static int room(int length) {
        return length / 8 * 5;
    }

    /// The number of an object that is no string; [#FRESH] if it is new, and has one from now on.
    int numberOf(Object object) {
        return find(object, System.identityHashCode(object) | BY_IDENTITY, Integer.MAX_VALUE);
    }

    /// Likewise, of a string.
    int numberOf(String text) {
        int found = find(text, text.hashCode() & ~BY_IDENTITY, MOST_OF_ONE_HASH);
        return found != CROWDED ? found : numberOf((Object) text);
    }

    private int find(Object object, int hash, int most) {
        int mask = table.length - 1;
        int at = place(hash, mask);
        int left = most;
        for (int taken = table[at]; taken != 0; taken = table[at]) {
            int number = taken - 1;
            if (hashes[number] == hash) {
                if (objects[number] == object) {
                    return number;
                }
                if (--left == 0) {
                    return CROWDED;
                }
            }
            at = at + 1 & mask;
        }
        hashes[size] = hash;
        objects[size] = object;
        table[at] = ++size;
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
        int length = table.length * 2;
        hashes = Arrays.copyOf(hashes, room(length));
        objects = Arrays.copyOf(objects, room(length));
        int[] grown = new int[length];
        int mask = length - 1;
        for (int number = 0; number < size; number++) {
            int at = place(hashes[number], mask);
            while (grown[at] != 0) {
                at = at + 1 & mask;
            }
            grown[at] = number + 1;
        }
        table = grown;
    }

    /// Forgets all objects.
    void clear() {
        if (table.length > KEEP_UP_TO) {
            table = new int[SMALLEST];
            hashes = new int[room(SMALLEST)];
            objects = new Object[room(SMALLEST)];
        } else if (size > 0) {
            Arrays.fill(table, 0);
            Arrays.fill(objects, 0, size, null);
        }
        size = 0;
    }
}
