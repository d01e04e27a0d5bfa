package concurrent.futures.internal.process.pool.sending;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.EncodedTask.Kind;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task as it is kept for sending: encoded, with its function apart if that is shared with others.
///
/// There is one for each task that waits, so it holds nothing that can be found out quickly.
///
/// @param kind how the function is called
/// @param shared the shared function, or `null`
/// @param function the function, unless it is shared
/// @param arguments its arguments
/// @param context the context class loader of the thread that submitted it; `null` for the application's
/// @param contextLoader its number
/// @param requiredDefinitions how many definitions a worker needs for it, without the shared function
public record Parcel(
        Kind kind,
        @Nullable SharedFunction shared,
        @Nullable Blob function,
        List<Blob> arguments,
        @Nullable ClassLoader context,
        int contextLoader,
        int requiredDefinitions) {
    /// Encodes a task: a snapshot of what it refers to.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be written
    public static Parcel of(TaskBody<?> body, ObjectEncoder encoder, LoaderNumbers loaders) {
        if (body.code() instanceof SharedFunction shared) {
            EncodedTask encoded = encoder.encodeTask(body, shared.encoded());
            return of(encoded.kind(), shared, null, encoded.arguments(), loaders);
        }
        EncodedTask encoded = encoder.encodeTask(body);
        return of(encoded.kind(), null, encoded.function(), encoded.arguments(), loaders);
    }

    private static Parcel of(
            Kind kind,
            @Nullable SharedFunction shared,
            @Nullable Blob function,
            List<Blob> arguments,
            LoaderNumbers loaders) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        int contextLoader = loaders.numberOf(context);
        int required = function == null ? 0 : function.requiredDefinitions();
        for (int i = 0; i < arguments.size(); i++) {
            required = Math.max(required, arguments.get(i).requiredDefinitions());
        }
        return new Parcel(
                kind,
                shared,
                function,
                arguments,
                contextLoader == LoaderNumbers.APPLICATION ? null : context,
                contextLoader,
                required);
    }

    /// The size in bytes, without the shared function.
    public long size() {
        long size = function == null ? 0 : function.size();
        for (int i = 0; i < arguments.size(); i++) {
            size += arguments.get(i).size();
        }
        return size;
    }

    /// Whether one frame can carry both.
    public boolean goesWith(Parcel other) {
        return kind == other.kind && shared == other.shared && contextLoader == other.contextLoader;
    }

    /// Adds what goes into the frame for this task alone.
    public void addTo(List<Blob> blobs) {
        if (function != null) {
            blobs.add(function);
        }
        for (int i = 0; i < arguments.size(); i++) {
            blobs.add(arguments.get(i));
        }
    }
}
