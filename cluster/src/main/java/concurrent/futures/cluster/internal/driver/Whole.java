package concurrent.futures.cluster.internal.driver;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A large value's bytes, which are taken once. Until the thread that completes a future with them comes back from
/// there, it refers to this; so it does not keep the bytes in memory while others already go on with what they became.
final class Whole {
    private final int size;
    private byte @Nullable [] bytes;

    Whole(byte[] bytes) {
        this.size = bytes.length;
        this.bytes = bytes;
    }

    /// How many there are, or were.
    int size() {
        return size;
    }

    /// They are not kept.
    ///
    /// @throws NullPointerException if they were taken
    synchronized byte[] take() {
        byte[] taken = Objects.requireNonNull(bytes, "they were taken");
        bytes = null;
        return taken;
    }
}
