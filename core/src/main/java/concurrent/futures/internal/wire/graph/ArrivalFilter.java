package concurrent.futures.internal.wire.graph;

import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The filter that the application has set for what it deserialises (`jdk.serialFilter`), asked about the parts of a
/// graph as a stream would ask it.
final class ArrivalFilter {
    private final ObjectInputFilter filter;
    private final Input input;

    ArrivalFilter(ObjectInputFilter filter, Input input) {
        this.filter = filter;
        this.input = input;
    }

    /// The one in force; `null` if there is none.
    static @Nullable ObjectInputFilter inForce() {
        return ObjectInputFilter.Config.getSerialFilterFactory()
                .apply(null, ObjectInputFilter.Config.getSerialFilter());
    }

    /// @param type of what is to be made, or was
    /// @param length if it is an array, or rests on one; negative if not
    void check(Class<?> type, long length, int depth, int references) throws InvalidClassException {
        ObjectInputFilter.Status status =
                filter.checkInput(new Info(type, length, depth, references, input.position()));
        if (status == null || status == ObjectInputFilter.Status.REJECTED) {
            throw new InvalidClassException(type.getName(), "filter status: " + status);
        }
    }

    /// Likewise, of a collection or a map.
    void checkSize(byte item, int size, int depth, int references) throws InvalidClassException {
        boolean hashed = Items.isMap(item) || item == Items.HASH_SET || item == Items.LINKED_HASH_SET;
        check(hashed ? Map.Entry[].class : Object[].class, size, depth, references);
    }

    private record Info(Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
            implements ObjectInputFilter.FilterInfo {}
}
