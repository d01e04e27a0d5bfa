package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes apart the answers to elements of a map that lie in a row: each is a frame of its own, since each was published
/// by itself; but who reads may find many of them.
///
/// ```
///   +--------------+------------------------------+-----------------+-----------------
///   | header       | NUMBER of the element (8)    | NANOS (4)       | value, see [PackedValues]
///   +--------------+------------------------------+-----------------+-----------------
/// ```
///
/// `NANOS` is how long elements took lately, each, or 0 if nobody looked.
final class ValueRun {
    private static final int NUMBER = FrameLayout.HEADER_LENGTH;
    private static final int NANOS = NUMBER + Long.BYTES;
    private static final int VALUE = NANOS + Integer.BYTES;

    /// The fields before the value.
    static final int FIELDS = VALUE - FrameLayout.HEADER_LENGTH;

    private static final int MOST = 1024;

    private ValueRun() {}

    /// Takes the values from the position on, as far as they are complete and belong together: at least one.
    ///
    /// @param source at the header of the first one, which is complete; big-endian
    static Frame.Values read(ByteBuffer source) {
        int limit = source.limit();
        int at = source.position();
        long first = source.getLong(at + NUMBER);
        @Nullable Object[] values = new Object[Math.min(MOST, 1 + (limit - at) / (VALUE + 1))];
        int count = 0;
        int measured = 0;
        long nanos = 0;
        try {
            while (count < values.length && (count == 0 || follows(source, at, limit, first + count))) {
                int end = at + FrameLayout.HEADER_LENGTH + source.getInt(at);
                int ran = source.getInt(at + NANOS);
                values[count] = value(source, at + VALUE, end);
                nanos = Math.max(nanos, ran);
                measured += ran > 0 ? 1 : 0;
                count++;
                at = end;
            }
        } catch (OutOfMemoryError e) {
            if (count == 0) {
                throw e;
            }
            // The rest is read when those before it were taken.
        }
        source.position(at);
        return new Frame.Values(first, count, values, nanos, measured);
    }

    private static @Nullable Object value(ByteBuffer source, int at, int end) {
        if (PackedValues.end(source, at) != end) {
            throw new WireFormatException(
                    "The value of an answer is not as long as the frame, which has " + (end - at) + " bytes for it");
        }
        return PackedValues.get(source, at);
    }

    /// Whether another value lies there, in full, which is that of the next element.
    private static boolean follows(ByteBuffer source, int at, int limit, long number) {
        if (limit - at <= VALUE
                || source.get(at + FrameLayout.TYPE_OFFSET) != FrameLayout.VALUE
                || source.get(at + FrameLayout.VERSION_OFFSET) != FrameLayout.VERSION
                || source.getShort(at + FrameLayout.BULKS_OFFSET) != 0) {
            return false;
        }
        int fields = source.getInt(at);
        return fields > FIELDS
                && fields <= limit - at - FrameLayout.HEADER_LENGTH
                && source.getLong(at + NUMBER) == number;
    }

    /// Checks what a header says of a single one.
    static void check(int fields, int bulks) {
        if (fields <= FIELDS || bulks != 0) {
            throw new WireFormatException(
                    "An answer with " + fields + " bytes and " + bulks + " bulk bodies is not within its limits");
        }
    }
}
