package concurrent.futures.micrometer;

import org.jspecify.annotations.Nullable;

/// What went wrong in the midst of what is done to the end all the same.
final class Failures {
    private Failures() {}

    /// The first one, which tells of the further ones.
    ///
    /// @param first `null` if there was none
    /// @param next another one
    static RuntimeException both(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }
}
