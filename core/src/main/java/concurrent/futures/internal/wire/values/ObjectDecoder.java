package concurrent.futures.internal.wire.values;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Scalars;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.Definition;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.graph.GraphReader;
import concurrent.futures.internal.wire.throwables.FormReader;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.throwables.ThrowableRebuilder;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Turns [Blob]s back into objects. Thread-safe; any number of threads may decode at once.
public final class ObjectDecoder {
    /// A stream that has read more than this is not kept: its tables have grown with the value.
    private static final int KEEP_STREAM_UP_TO = 64 * 1024;

    private static final int MAX_CAPTURED = 255;

    private final DictionaryReplica replica;
    private final Spares<DecodingStream> spares = new Spares<>();

    /// Made with the first graph, as in [ObjectEncoder].
    private volatile GraphReader.@Nullable Makers makers;

    private final FormReader forms = new FormReader() {
        @Override
        public @Nullable Object read(byte[] form, ThrowableRebuilder throwables)
                throws IOException, ClassNotFoundException {
            return object(form, throwables);
        }

        @Override
        public @Nullable Object decode(Blob blob) {
            return ObjectDecoder.this.decode(blob);
        }
    };

    /// A decoder of what a peer encoded with the dictionary that `replica` is the copy of.
    public ObjectDecoder(DictionaryReplica replica) {
        this.replica = replica;
    }

    /// Decodes one value.
    ///
    /// @throws NotSerializableTaskException if it can not be rebuilt here; its cause says why
    public @Nullable Object decode(Blob blob) {
        Object body = blob.body();
        if (blob.isBoxed()) {
            return body;
        }
        try {
            requireRoom(body);
            return switch (blob.tag()) {
                case Tag.LATIN1, Tag.UTF16 -> Scalars.text(blob.tag(), body);
                case Tag.BOOLEAN_ARRAY -> Body.toBooleans((byte[]) body);
                case Tag.BYTE_ARRAY,
                        Tag.SHORT_ARRAY,
                        Tag.CHAR_ARRAY,
                        Tag.INT_ARRAY,
                        Tag.LONG_ARRAY,
                        Tag.FLOAT_ARRAY,
                        Tag.DOUBLE_ARRAY -> body;
                case Tag.LAMBDA -> lambda(Body.join(body), Body.apart(body));
                case Tag.OBJECT -> object(Body.join(body), null);
                case Tag.GRAPH -> graph(Body.join(body), 0, 1, Body.apart(body))[0];
                case Tag.THROWABLE -> decodeThrowable(blob, null);
                default -> Scalars.read(blob.tag(), new ByteSource((byte[]) body));
            };
        } catch (NotSerializableTaskException known) {
            throw known;
        } catch (Throwable failure) {
            throw Diagnosis.ofDecoding(failure);
        }
    }

    private static void requireRoom(Object body) {
        Object rest = body instanceof Body.Apart apart ? apart.rest() : body;
        boolean hasRoom = !(rest instanceof Body.Unreadable);
        for (Object array : Body.apart(body)) {
            hasRoom &= !(array instanceof Body.Unreadable);
        }
        if (!hasRoom) {
            throw new NotSerializableTaskException(
                    "A value of " + Body.bytes(body) + " bytes has no room in this JVM's heap of at most "
                            + Runtime.getRuntime().maxMemory() + " bytes. Give it more heap, or send less",
                    null);
        }
    }

    /// Rebuilds a task from its decoded function and arguments, as [EncodedTask] names them. A runnable's result is
    /// `null`.
    ///
    /// @param first its first argument, if the kind takes any
    /// @param second its second argument, if the kind takes two
    /// @throws NotSerializableTaskException if the function is not what the kind of task needs
    @SuppressWarnings("unchecked") // the casts of the function are the ones that the kind stands for
    public TaskBody<?> toTaskBody(
            EncodedTask.Kind kind, @Nullable Object function, @Nullable Object first, @Nullable Object second) {
        try {
            return switch (kind) {
                case CALL -> new TaskBody.Call<>((Callable<?>) known(function));
                case RUN -> new TaskBody.Run<@Nullable Object>((Runnable) known(function), null);
                case APPLY ->
                    new TaskBody.Apply<@Nullable Object, @Nullable Object>(
                            (TaskFunction<@Nullable Object, ?>) known(function), first);
                case BI_APPLY ->
                    new TaskBody.BiApply<@Nullable Object, @Nullable Object, @Nullable Object>(
                            (TaskBiFunction<@Nullable Object, @Nullable Object, ?>) known(function), first, second);
            };
        } catch (ClassCastException notTheKind) {
            throw new NotSerializableTaskException(
                    "The task arrived as an object of another kind: " + notTheKind.getMessage(), notTheKind);
        }
    }

    /// As [#toTaskBody], for arguments in a list.
    public TaskBody<?> toTaskBody(EncodedTask.Kind kind, @Nullable Object function, List<@Nullable Object> arguments) {
        int count = arguments.size();
        if (count != kind.arguments()) {
            throw new IllegalArgumentException(kind + " takes " + kind.arguments() + " arguments, not " + count);
        }
        return toTaskBody(
                kind, function, count > 0 ? arguments.getFirst() : null, count > 1 ? arguments.getLast() : null);
    }

    private static Object known(@Nullable Object function) {
        if (function == null) {
            throw new NotSerializableTaskException("The task arrived as null: its readResolve returned null", null);
        }
        return function;
    }

    /// Rebuilds a throwable: the original where that is possible, a [concurrent.futures.RemoteTaskException]
    /// elsewhere. Never throws.
    ///
    /// @param origin where it comes from: added as the last line of the stack trace; `null` adds nothing
    public Throwable decodeThrowable(Blob blob, @Nullable Origin origin) {
        return ThrowableRebuilder.rebuild(blob, origin, forms);
    }

    private @Nullable Object object(byte[] bytes, @Nullable ThrowableRebuilder throwables)
            throws IOException, ClassNotFoundException {
        DecodingStream stream = take();
        if (throwables != null) {
            stream.throwables(throwables);
        }
        stream.feed(bytes, 0, bytes.length);
        Object value = stream.readObject();
        giveBack(stream, bytes.length);
        return value;
    }

    private Object lambda(byte[] bytes, Object[] apart) throws Throwable {
        ByteSource source = new ByteSource(bytes);
        Definition.OfLambda definition = replica.lambdaAt(source.readVarint());
        int count = source.readVarint();
        if (count > MAX_CAPTURED) {
            throw new WireFormatException(count + " captured objects are above the limit of " + MAX_CAPTURED);
        }
        if (source.remaining() > 0 && bytes[source.position()] == Tag.GRAPH) {
            return definition.rebuild(graph(bytes, source.position() + 1, count, apart));
        }
        boolean[] others = new boolean[count];
        @Nullable Object[] captured = CapturedObjects.readSimple(source, others);
        if (source.remaining() > 0) {
            DecodingStream stream = take();
            stream.feed(bytes, source.position(), bytes.length);
            for (int i = 0; i < count; i++) {
                if (others[i]) {
                    captured[i] = stream.readObject();
                }
            }
            giveBack(stream, bytes.length);
        }
        return definition.rebuild(captured);
    }

    private @Nullable Object[] graph(byte[] bytes, int from, int count, Object[] apart)
            throws IOException, ClassNotFoundException {
        GraphReader.Makers known = makers;
        if (known == null) {
            known = new GraphReader.Makers();
            makers = known;
        }
        GraphReader reader = new GraphReader(replica, known, bytes, from, apart);
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = reader.read();
        }
        if (reader.remaining() > 0) {
            throw new WireFormatException(reader.remaining() + " bytes behind the end of a value");
        }
        return values;
    }

    private DecodingStream take() throws IOException {
        DecodingStream spare = spares.take();
        return spare != null ? spare : DecodingStream.of(replica);
    }

    private void giveBack(DecodingStream stream, int bytesRead) throws IOException, ClassNotFoundException {
        if (bytesRead <= KEEP_STREAM_UP_TO && stream.isReusable()) {
            stream.startOver();
            spares.giveBack(stream);
        }
    }
}
