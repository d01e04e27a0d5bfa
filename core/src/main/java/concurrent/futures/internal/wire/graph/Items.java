package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tag;

/// The first byte of each item of a graph: what it is. Boxed primitives, strings and primitive arrays have the numbers
/// that they have as blobs, see [Tag]. See `docs/wire-format.md`.
final class Items {
    /// An object that was there before.
    static final byte SAME = Tag.SAME;

    /// Several boxed numbers, one after the other: only among elements.
    static final byte INTS = 13;

    static final byte LONGS = 14;
    static final byte DOUBLES = 15;

    static final byte OBJECTS = 24;
    static final byte TYPED_OBJECTS = 25;
    static final byte RECORD = 26;
    static final byte ENUM = 27;

    /// A primitive array that is apart from the bytes of the graph, see [concurrent.futures.internal.wire.Body.Apart].
    static final byte APART = 28;

    static final byte ARRAY_LIST = 40;
    static final byte LINKED_LIST = 41;
    static final byte ARRAY_DEQUE = 42;
    static final byte HASH_SET = 43;
    static final byte LINKED_HASH_SET = 44;
    static final byte TREE_SET = 45;
    static final byte LIST_OF = 46;
    /// An unmodifiable list that may hold `null`, as `Stream.toList` makes it.
    static final byte LIST_OF_NULLABLE = 47;
    static final byte SET_OF = 48;
    static final byte AS_LIST = 49;
    static final byte SINGLETON_LIST = 50;
    static final byte SINGLETON_SET = 51;
    static final byte EMPTY_LIST = 52;
    static final byte EMPTY_SET = 53;

    static final byte HASH_MAP = 60;
    static final byte LINKED_HASH_MAP = 61;
    static final byte TREE_MAP = 62;
    static final byte MAP_OF = 63;
    static final byte EMPTY_MAP = 64;

    static final byte UUID = 80;
    static final byte BIG_INTEGER = 81;
    static final byte BIG_DECIMAL = 82;
    static final byte INSTANT = 83;
    static final byte DURATION = 84;
    static final byte LOCAL_DATE = 85;
    static final byte LOCAL_TIME = 86;
    static final byte LOCAL_DATE_TIME = 87;
    static final byte DATE = 88;
    static final byte PATH = 89;
    static final byte OPTIONAL = 90;

    /// What travels as a ticket, see [concurrent.futures.internal.wire.Tickets].
    static final byte TICKET = 91;

    /// Deeper than this nothing is written or read here: a stream has to do it, as deep as the stack is.
    static final int DEEPEST = 64;

    private Items() {}

    static boolean isCollection(byte item) {
        return item >= ARRAY_LIST && item <= EMPTY_SET;
    }

    static boolean isMap(byte item) {
        return item >= HASH_MAP && item <= EMPTY_MAP;
    }

    static boolean isPrimitiveArray(byte item) {
        return item >= Tag.BYTE_ARRAY && item <= Tag.DOUBLE_ARRAY;
    }

    static boolean isRun(byte item) {
        return item >= INTS && item <= DOUBLES;
    }

    /// How long one number is of those that stand together.
    static int runWidth(byte item) {
        return item == INTS ? Integer.BYTES : Long.BYTES;
    }
}
