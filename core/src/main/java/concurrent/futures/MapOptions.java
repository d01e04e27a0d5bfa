package concurrent.futures;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a [map][Executor#map(TaskFunction, Iterable, MapOptions)] is carried out. Immutable.
///
/// <!-- EndlessInput.java: buffer -->
/// ```java
/// Iterable<Integer> exponents = () -> Stream.iterate(2, n -> n + 1).iterator();
/// MapOptions sixteenAhead = MapOptions.defaults().withBufferSize(16);
/// try (Executor executor = new ThreadPoolExecutor();
///         Results<Integer> results = executor.map(n -> isMersennePrime(n) ? n : 0, exponents, sixteenAhead)) {
///     results.stream().filter(n -> n > 0).limit(wanted).forEach(n -> IO.println("2^" + n + " - 1 is prime"));
/// }
/// ```
///
/// @param chunkSize how many elements are handed to a worker together; 1 by default
/// @param bufferSize at most how many elements are read ahead of the consumer; 0, the default, for no limit
/// @param timeout the time for the whole map, from the call; `null`, the default, for no limit
/// @param ordered whether the results come in the order of the input, as by default, or as they end
public record MapOptions(
        int chunkSize, int bufferSize, @Nullable Duration timeout, boolean ordered) {
    private static final MapOptions DEFAULTS = new MapOptions(1, 0, null, /* ordered= */ true);

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if the chunk size is less than 1, or the buffer size is negative
    public MapOptions {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunkSize must be at least 1, but is " + chunkSize);
        }
        if (bufferSize < 0) {
            throw new IllegalArgumentException("bufferSize must be at least 1 (or 0: no limit), but is " + bufferSize);
        }
    }

    /// The options of a map without options: one element a task, no buffer limit, no time limit, in order.
    ///
    /// @return the defaults
    public static MapOptions defaults() {
        return DEFAULTS;
    }

    /// Sets how many elements are handed to a worker together; they still succeed and fail one by one.
    ///
    /// @param elements the size of a chunk, at least 1
    /// @return changed options
    /// @throws IllegalArgumentException if the size is less than 1
    public MapOptions withChunkSize(int elements) {
        return new MapOptions(elements, bufferSize, timeout, ordered);
    }

    /// Bounds how many elements are read ahead of the consumer: never one more, also when chunked. With it, an endless
    /// input works in constant memory.
    ///
    /// @param elements the size of the buffer, at least 1
    /// @return changed options
    /// @throws IllegalArgumentException if the size is less than 1
    public MapOptions withBufferSize(int elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("bufferSize must be at least 1, but is " + elements);
        }
        return new MapOptions(chunkSize, elements, timeout, ordered);
    }

    /// Limits the time of the whole map, counted from the call. Results that are there are handed out even after it;
    /// zero or negative: only those.
    ///
    /// @param limit the time
    /// @return changed options
    public MapOptions withTimeout(Duration limit) {
        return new MapOptions(chunkSize, bufferSize, Objects.requireNonNull(limit, "limit"), ordered);
    }

    /// Lets the results come in the order in which the tasks end, rather than in that of the input.
    ///
    /// @return changed options
    public MapOptions unordered() {
        return new MapOptions(chunkSize, bufferSize, timeout, /* ordered= */ false);
    }
}
