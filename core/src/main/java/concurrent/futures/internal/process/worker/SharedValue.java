package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import org.jspecify.annotations.Nullable;

/// A value that many tasks use, decoded by the first of them. Used by the thread of the tasks alone.
final class SharedValue {
    private @Nullable Blob encoded;
    private @Nullable Object value;
    private @Nullable RuntimeException failure;

    SharedValue(Blob encoded) {
        this.encoded = encoded;
    }

    /// The value.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be rebuilt here: the same for each task
    @Nullable
    Object get(ObjectDecoder decoder) {
        Blob blob = encoded;
        if (blob != null) {
            encoded = null;
            try {
                value = decoder.decode(blob);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
