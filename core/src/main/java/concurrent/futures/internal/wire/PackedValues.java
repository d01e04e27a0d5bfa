package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Simple values, one behind the other: `null`, boxed primitives, and short strings whose characters have one byte. No
/// code but this library's runs when they are written or read, and none of them needs a definition.
///
/// ```
///   +-----+----------------+-----+----------------+--
///   | TAG | the number     | TAG | the number     | …          big-endian, as many bytes as the tag says
///   +-----+----------------+-----+----------------+--
///   | TAG | LENGTH (2) | characters …                          of a string
/// ```
public final class PackedValues {
    /// In the place of a tag: not such a value.
    public static final byte OTHER = Scalars.OTHER;

    private static final int LONGEST_TEXT = 256;
    /// How many bytes a value has at most.
    static final int LONGEST = Byte.BYTES + Short.BYTES + LONGEST_TEXT;
    private static final int FIRST_CAPACITY = 256;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY);
    private int size;

    /// None so far.
    public PackedValues() {}

    /// The tag of a simple value, [#OTHER] for any other one.
    public static byte tag(@Nullable Object value) {
        byte scalar = Scalars.tag(value);
        return scalar == OTHER && value instanceof String text ? tag(text) : scalar;
    }

    private static byte tag(String text) {
        int length = text.length();
        if (length > LONGEST_TEXT) {
            return OTHER;
        }
        int seen = 0;
        for (int i = 0; i < length; i++) {
            seen |= text.charAt(i);
        }
        return seen <= 0xff ? Tag.LATIN1 : OTHER;
    }

    // --- writing

    /// Adds a value.
    ///
    /// @return `false` if it is not a simple one: then it was not added
    public boolean add(@Nullable Object value) {
        byte tag = tag(value);
        if (tag == OTHER) {
            return false;
        }
        if (bytes.capacity() - size < LONGEST) {
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), Math.max(bytes.capacity() * 2, size + LONGEST)));
        }
        size = put(tag, value, bytes, size);
        return true;
    }

    /// How many bytes the values have together.
    public int size() {
        return size;
    }

    /// The bytes of all, in an array of their own.
    public byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), size);
    }

    /// Writes a value where there is room for it.
    ///
    /// @param tag of the value
    /// @param into where; big-endian
    /// @param at from where on
    /// @return the place behind it
    static int put(byte tag, @Nullable Object value, ByteBuffer into, int at) {
        into.put(at, tag);
        int behind = at + 1;
        if (value == null || tag == Tag.FALSE || tag == Tag.TRUE) {
            return behind;
        }
        if (tag == Tag.INT) {
            into.putInt(behind, (Integer) value);
        } else if (tag == Tag.LONG) {
            into.putLong(behind, (Long) value);
        } else if (tag == Tag.DOUBLE) {
            into.putDouble(behind, (Double) value);
        } else if (tag == Tag.LATIN1) {
            return putText((String) value, into, behind);
        } else {
            putSmall(tag, value, into, behind);
        }
        return behind + Scalars.width(tag);
    }

    private static void putSmall(byte tag, Object value, ByteBuffer into, int at) {
        if (tag == Tag.FLOAT) {
            into.putFloat(at, (Float) value);
        } else if (tag == Tag.BYTE) {
            into.put(at, (Byte) value);
        } else if (tag == Tag.CHAR) {
            into.putChar(at, (Character) value);
        } else {
            into.putShort(at, (Short) value);
        }
    }

    private static int putText(String text, ByteBuffer into, int at) {
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        into.putShort(at, (short) characters.length);
        into.put(at + Short.BYTES, characters);
        return at + Short.BYTES + characters.length;
    }

    // --- reading

    /// The place behind a value.
    ///
    /// @param source big-endian
    /// @param at where the value begins
    /// @throws WireFormatException if there is none
    public static int end(ByteBuffer source, int at) {
        int limit = source.limit();
        if (at >= limit) {
            throw new WireFormatException("A value is missing: there are no bytes left behind " + at);
        }
        byte tag = source.get(at);
        int width = tag < Tag.BYTE ? 0 : Scalars.width(tag);
        if (tag == Tag.LATIN1 && limit - at > Short.BYTES) {
            width = Short.BYTES + Short.toUnsignedInt(source.getShort(at + 1));
        }
        if (tag < Tag.NULL || width < 0 || width >= limit - at) {
            throw new WireFormatException(
                    "A simple value with tag " + tag + " has no room before the limit: " + (limit - at) + " bytes");
        }
        return at + 1 + width;
    }

    /// A value that is there: [#end] has said so.
    ///
    /// @param source big-endian
    /// @param at where the value begins
    public static @Nullable Object get(ByteBuffer source, int at) {
        byte tag = source.get(at);
        int from = at + 1;
        if (tag == Tag.INT) {
            return source.getInt(from);
        }
        if (tag == Tag.LONG) {
            return source.getLong(from);
        }
        if (tag == Tag.DOUBLE) {
            return source.getDouble(from);
        }
        if (tag == Tag.LATIN1) {
            byte[] characters = new byte[Short.toUnsignedInt(source.getShort(from))];
            source.get(from + Short.BYTES, characters);
            return new String(characters, StandardCharsets.ISO_8859_1);
        }
        return getSmall(tag, source, from);
    }

    private static @Nullable Object getSmall(byte tag, ByteBuffer source, int from) {
        if (tag == Tag.NULL) {
            return null;
        }
        if (tag == Tag.FALSE || tag == Tag.TRUE) {
            return tag == Tag.TRUE;
        }
        if (tag == Tag.FLOAT) {
            return source.getFloat(from);
        }
        if (tag == Tag.BYTE) {
            return source.get(from);
        }
        return tag == Tag.CHAR ? (Object) source.getChar(from) : (Object) source.getShort(from);
    }

    /// A simple value as a blob of its own.
    public static Blob blob(@Nullable Object value) {
        if (value instanceof String text) {
            return Scalars.text(text);
        }
        byte tag = Scalars.tag(value);
        return new Blob(tag, value == null || tag < Tag.BYTE ? Body.EMPTY : value, 0);
    }

    /// Takes the bytes of values out of a frame, all that are left of it.
    ///
    /// @param fields where they are, big-endian
    /// @param count how many there have to be
    /// @throws WireFormatException if there are more or fewer, or other ones
    static byte[] take(ByteBuffer fields, int count) {
        int at = fields.position();
        for (int i = 0; i < count; i++) {
            at = end(fields, at);
        }
        if (at != fields.limit()) {
            throw new WireFormatException((fields.limit() - at) + " bytes behind the last of " + count + " values");
        }
        byte[] taken = new byte[fields.remaining()];
        fields.get(taken);
        return taken;
    }
}
