package concurrent.futures.internal.wire;

import concurrent.futures.spi.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns [Blob]s back into objects. Thread-safe; any number of threads may decode at once.
public final class ObjectDecoder {
    /// A decoder of what a peer encoded with the dictionary that `replica` is the copy of.
    public ObjectDecoder(DictionaryReplica replica) {
        throw new UnsupportedOperationException("later");
    }

    /// Decodes one value.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be rebuilt here; its cause says why
    public @Nullable Object decode(Blob blob) {
        throw new UnsupportedOperationException("later");
    }

    /// Rebuilds a task from its decoded function and arguments, as [EncodedTask] names them.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if the function is not what the kind of task needs
    public TaskBody<?> toTaskBody(EncodedTask.Kind kind, @Nullable Object function, List<@Nullable Object> arguments) {
        throw new UnsupportedOperationException("later");
    }

    /// Rebuilds a throwable: the original where that is possible, a [concurrent.futures.RemoteTaskException] elsewhere. Never
    /// throws.
    ///
    /// @param origin where it comes from: added as the last line of the stack trace; `null` adds nothing
    public Throwable decodeThrowable(Blob blob, @Nullable Origin origin) {
        throw new UnsupportedOperationException("later");
    }
}
