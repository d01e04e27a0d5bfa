package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.Scalars;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What a lambda captured, where it is not a graph: simple values one after the other, then one stream for all the
/// others, so that what they share stays shared.
///
/// A string is a simple value only if there are no others, as those might share it.
final class CapturedObjects {
    private CapturedObjects() {}

    /// Whether there is nothing but boxed primitives, strings and `null`.
    static boolean areSimple(@Nullable Object[] captured) {
        for (Object object : captured) {
            if (!(object instanceof String) && Scalars.tag(object) == Scalars.OTHER) {
                return false;
            }
        }
        return true;
    }

    /// Writes what [#areSimple] has approved of.
    static void writeSimple(@Nullable Object[] captured, ByteSink sink) throws IOException {
        sink.writeVarint(captured.length);
        for (int i = 0; i < captured.length; i++) {
            Object object = captured[i];
            if (object instanceof String text) {
                writeText(text, firstIndexOf(text, captured), i, sink);
            } else {
                Scalars.write(Scalars.tag(object), object, sink);
            }
        }
    }

    /// Writes anything else.
    static void writeWithObjects(@Nullable Object[] captured, EncodingStream stream) throws IOException {
        ByteSink sink = stream.sink();
        sink.writeVarint(captured.length);
        for (Object object : captured) {
            byte tag = Scalars.tag(object);
            if (tag != Scalars.OTHER) {
                Scalars.write(tag, object, sink);
            } else {
                sink.write(Tag.OBJECT);
            }
        }
        for (Object object : captured) {
            if (Scalars.tag(object) == Scalars.OTHER) {
                stream.writeObject(object);
            }
        }
        stream.flush();
    }

    private static void writeText(String text, int first, int index, ByteSink sink) throws IOException {
        if (first < index) {
            sink.write(Tag.SAME);
            sink.writeVarint(first);
        } else {
            sink.write(Tag.LATIN1);
            sink.writeText(text);
        }
    }

    private static int firstIndexOf(Object object, @Nullable Object[] captured) {
        int index = 0;
        while (captured[index] != object) {
            index++;
        }
        return index;
    }

    /// Reads the simple values; the places of the others stay empty.
    ///
    /// @param others set where an object of the stream belongs
    static @Nullable Object[] readSimple(ByteSource source, boolean[] others) {
        @Nullable Object[] captured = new Object[others.length];
        for (int i = 0; i < captured.length; i++) {
            byte tag = source.readByte();
            if (tag == Tag.OBJECT) {
                others[i] = true;
            } else if (tag == Tag.SAME) {
                int first = source.readVarint();
                if (first >= i) {
                    throw new WireFormatException("Captured object " + first + " is above the limit of " + (i - 1));
                }
                captured[i] = captured[first];
            } else {
                captured[i] = Scalars.read(tag, source);
            }
        }
        return captured;
    }
}
