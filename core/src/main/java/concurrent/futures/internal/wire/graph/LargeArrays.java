package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.Tag;
import java.util.ArrayList;
import java.util.List;

/// The primitive arrays of a value that stay apart from its bytes, since they are large: see [Body.Apart]. Not
/// thread-safe.
final class LargeArrays {
    /// Arrays of more bytes are kept apart; but not too many of them.
    private static final int LARGE_BYTES = 16 * 1024;

    private static final int MOST = 1024;

    private final List<Object> arrays = new ArrayList<>();
    private long bytes;
    private boolean borrows;

    /// What is added from here on, up to the next [#clear()], does not change until it was sent: it needs no copy.
    void borrow() {
        borrows = true;
    }

    /// Whether an array is to be added. Booleans travel as bytes: they are copied in any case.
    boolean takes(byte tag, long arrayBytes) {
        return arrayBytes > LARGE_BYTES && tag != Tag.BOOLEAN_ARRAY && arrays.size() < MOST;
    }

    /// Adds an array.
    ///
    /// @return its index
    int add(byte tag, Object array, long arrayBytes) {
        arrays.add(borrows ? array : Body.copy(tag, array));
        bytes += arrayBytes;
        return arrays.size() - 1;
    }

    /// All of them together.
    long bytes() {
        return bytes;
    }

    /// The body of a value of which these are apart.
    Object with(Object rest) {
        return arrays.isEmpty() ? rest : new Body.Apart(rest, arrays.toArray());
    }

    void clear() {
        arrays.clear();
        bytes = 0;
        borrows = false;
    }
}
