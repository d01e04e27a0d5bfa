package concurrent.futures.micrometer;

import java.util.function.ToDoubleFunction;

/// Asks what was counted. Where that throws, as an executor of somebody else's may, it is what it was before: a
/// registry asks all its meters for one page, and one that throws would leave none.
///
/// @param <T> the type of what counts
final class LastCount<T> implements ToDoubleFunction<T> {
    private final ToDoubleFunction<T> count;
    private volatile double last;

    /// @param count asks
    LastCount(ToDoubleFunction<T> count) {
        this.count = count;
    }

    @Override
    public double applyAsDouble(T of) {
        try {
            double now = count.applyAsDouble(of);
            last = now;
            return now;
        } catch (RuntimeException e) {
            return last;
        }
    }
}
