package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.EncodedTask.Kind;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A task as it is kept for sending: encoded, with its function apart if that is shared with others.
///
/// @param kind how the function is called
/// @param shared the shared function, or `null`
/// @param function the function, unless it is shared
/// @param arguments its arguments
/// @param context the context class loader of the thread that submitted it; `null` for the application's
/// @param contextLoader its number
/// @param requiredDefinitions how many definitions a worker needs for it, without the shared function
/// @param size in bytes, without the shared function
record Parcel(
        Kind kind,
        @Nullable SharedFunction shared,
        @Nullable Blob function,
        List<Blob> arguments,
        @Nullable ClassLoader context,
        int contextLoader,
        int requiredDefinitions,
        long size) {
    /// Encodes a task: a snapshot of what it refers to.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be written
    static Parcel of(TaskBody<?> body, ObjectEncoder encoder, LoaderNumbers loaders) {
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
        long size = function == null ? 0 : function.size();
        for (Blob argument : arguments) {
            required = Math.max(required, argument.requiredDefinitions());
            size += argument.size();
        }
        return new Parcel(
                kind,
                shared,
                function,
                arguments,
                contextLoader == LoaderNumbers.APPLICATION ? null : context,
                contextLoader,
                required,
                size);
    }

    /// The frame that asks a worker to run it.
    Frame.Run toFrame(Handover handover) {
        return new Frame.Run(
                handover.number,
                handover.slot(),
                handover.task().attempt(),
                contextLoader,
                handover.task().depth(),
                handover.task().options().name(),
                kind,
                shared == null ? 0 : shared.number,
                function,
                arguments);
    }
}
