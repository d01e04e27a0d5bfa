package concurrent.futures.internal.wire.throwables;

import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plain data of one throwable of a [ThrowableGraph], as it was received.
///
/// @param cause the number of its cause
/// @param suppressed the numbers of its suppressed exceptions
/// @param form its serialised form, if there is one
/// @param whyNoForm why there is none
@SuppressWarnings("ArrayRecordComponent") // never compared
record PlainThrowable(
        String className,
        @Nullable String message,
        StackTraceElement[] trace,
        int cause,
        int[] suppressed,
        byte @Nullable [] form,
        @Nullable String whyNoForm) {

    static List<PlainThrowable> readAll(ByteSource source) {
        int count = source.readVarint();
        Names names = new Names(source);
        List<PlainThrowable> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(read(names, source));
        }
        return all;
    }

    private static PlainThrowable read(Names names, ByteSource source) {
        String className = names.readName();
        String message = source.readText();
        int cause = source.readInt();
        int[] suppressed = new int[limited(source)];
        for (int i = 0; i < suppressed.length; i++) {
            suppressed[i] = source.readInt();
        }
        StackTraceElement[] trace = new StackTraceElement[limited(source)];
        for (int i = 0; i < trace.length; i++) {
            trace[i] = new StackTraceElement(
                    names.read(),
                    names.read(),
                    names.read(),
                    names.readName(),
                    names.readName(),
                    names.read(),
                    source.readInt());
        }
        int length = source.readInt();
        byte[] form = length == ThrowableGraph.NO_SERIALISED_FORM ? null : source.readBytes(length);
        return new PlainThrowable(
                className, message, trace, cause, suppressed, form, form == null ? source.readText() : null);
    }

    /// A count of things that take at least a byte each.
    private static int limited(ByteSource source) {
        int count = source.readVarint();
        if (count > source.remaining()) {
            throw new WireFormatException(
                    "Count " + count + " is above the limit: " + source.remaining() + " bytes left");
        }
        return count;
    }

    /// The counterpart of the names of [ThrowableGraph].
    private static final class Names {
        private final List<String> known = new ArrayList<>();
        private final ByteSource source;

        Names(ByteSource source) {
            this.source = source;
        }

        @Nullable
        String read() {
            int number = source.readVarint();
            if (number == 0) {
                return null;
            }
            if (number > known.size() + 1) {
                throw new WireFormatException("Name " + number + " is above the limit of " + (known.size() + 1));
            }
            if (number == known.size() + 1) {
                known.add(source.readName());
            }
            return known.get(number - 1);
        }

        String readName() {
            String name = read();
            if (name == null) {
                throw new WireFormatException("The name of a class or a method is missing");
            }
            return name;
        }
    }
}
