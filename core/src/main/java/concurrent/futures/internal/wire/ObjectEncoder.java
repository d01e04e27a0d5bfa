package concurrent.futures.internal.wire;

import concurrent.futures.spi.TaskBody;
import org.jspecify.annotations.Nullable;

/// Turns objects into [Blob]s. Thread-safe; any number of threads may encode at once.
///
/// What goes in is a snapshot: the object may change as soon as a method has returned. An encode that fails leaves
/// nothing behind.
public final class ObjectEncoder {
    /// An encoder whose class descriptors and lambda shapes go into `dictionary`.
    public ObjectEncoder(Dictionary dictionary) {
        throw new UnsupportedOperationException("later");
    }

    /// Encodes one value with the semantics of Java serialisation.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be written, with the path to the part that is at
    ///     fault; also for whatever else is thrown on the way, such as an `Error` of a `writeObject`
    public Blob encode(@Nullable Object value) {
        throw new UnsupportedOperationException("later");
    }

    /// As [#encode], without the copy of a primitive array: the bytes are those of the value itself until they have been
    /// written. For a result that is written before the next task begins.
    public Blob encodeBorrowing(@Nullable Object value) {
        throw new UnsupportedOperationException("later");
    }

    /// Encodes a task, its function and each argument on their own.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException as [#encode]
    public EncodedTask encodeTask(TaskBody<?> body) {
        throw new UnsupportedOperationException("later");
    }

    /// Encodes a throwable in a form that can not fail to arrive. Never throws.
    public Blob encodeThrowable(Throwable throwable) {
        throw new UnsupportedOperationException("later");
    }
}
