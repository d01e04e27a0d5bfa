package concurrent.futures.internal.event;

/// Looks now and then, while somebody listens, for what an engine is not told of.
@FunctionalInterface
public interface Sampler {
    /// There is nothing to look for.
    Sampler NONE = new Sampler() {
        @Override
        public long look() {
            return Long.MAX_VALUE;
        }
    };

    /// Looks, if it is time to. Does not block, and throws nothing.
    ///
    /// @return after how many nanoseconds to look again at the latest
    long look();
}
