package concurrent.futures.internal.process.pool.sending;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// The shared functions that a worker keeps, as far as the parent knows: bounded in number and in bytes, but for the
/// last one. Guarded by the dispatcher's lock.
public final class KeptFunctions {
    private static final int MOST = 64;
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    /// Their sizes, by number, in the order of their last use.
    private final LinkedHashMap<Long, Long> sizes = new LinkedHashMap<>();

    private long bytes;

    /// None so far.
    public KeptFunctions() {}

    /// Notes that the worker needs one.
    ///
    /// @return `false` if it has it
    public boolean add(long number, long size) {
        boolean isNew = sizes.putLast(number, size) == null;
        if (isNew) {
            bytes += size;
        }
        return isNew;
    }

    /// Takes out the one that was not used for longest, if there are too many.
    ///
    /// @return its number, or 0
    public long takeOutworn() {
        if (sizes.size() <= 1 || (sizes.size() <= MOST && bytes <= MOST_BYTES)) {
            return 0;
        }
        Map.Entry<Long, Long> outworn = Objects.requireNonNull(sizes.pollFirstEntry());
        bytes -= outworn.getValue();
        return outworn.getKey();
    }
}
