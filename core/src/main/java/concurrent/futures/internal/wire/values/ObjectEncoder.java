package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Scalars;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LambdaSite;
import concurrent.futures.internal.wire.graph.GraphWriter;
import concurrent.futures.internal.wire.throwables.ThrowableGraph;
import concurrent.futures.internal.wire.throwables.ThrowableParts;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns objects into [Blob]s. Thread-safe; any number of threads may encode at once.
///
/// What goes in is a snapshot: the object may change as soon as a method has returned. An encode that fails
/// leaves nothing behind.
public final class ObjectEncoder {
    /// A stream that has written more than this is not kept: its tables have grown with the value.
    private static final int KEEP_STREAM_UP_TO = 64 * 1024;

    private static final Blob NULL = new Blob(Tag.NULL, Body.EMPTY, 0);

    private final Dictionary dictionary;
    private final Spares<EncodingStream> spares = new Spares<>();
    private final Spares<ByteSink> sinks = new Spares<>();
    private final Spares<GraphWriter> graphs = new Spares<>();

    /// Made with the first value that may need it: no worker should wait for it before its first task. Two threads may
    /// make one each, of which one is forgotten.
    private volatile GraphWriter.@Nullable Shapes shapes;

    private final ClassValue<LambdaSite> sites = new ClassValue<>() {
        @Override
        protected LambdaSite computeValue(Class<?> type) {
            return LambdaSite.of(type, dictionary);
        }
    };

    /// An encoder whose class descriptors and lambda shapes go into `dictionary`.
    public ObjectEncoder(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// Encodes one value with the semantics of Java serialisation.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException if it can not be written, with the path to the
    ///     part that is at fault; also for whatever else is thrown on the way, such as an `Error` of a
    ///     `writeObject`
    public Blob encode(@Nullable Object value) {
        return encode(value, /* borrowing= */ false);
    }

    /// As [#encode], without the copy of a primitive array: the bytes are those of the value itself until they
    /// have been written. For a result that is written before the next task begins.
    public Blob encodeBorrowing(@Nullable Object value) {
        return encode(value, /* borrowing= */ true);
    }

    /// Encodes a task, its function and each argument on their own.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException as [#encode]
    public EncodedTask encodeTask(TaskBody<?> body) {
        return encodeTask(body, encode(body.code()));
    }

    /// Encodes the arguments of a task whose function was encoded before.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException as [#encode]
    public EncodedTask encodeTask(TaskBody<?> body, Blob function) {
        return encodeTask(body, function, /* borrowing= */ false);
    }

    /// As [#encodeTask(TaskBody)], without the copy of primitive arrays, as [#encodeBorrowing]. For a task that is
    /// written before whoever submits it goes on.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException as [#encode]
    public EncodedTask encodeTaskBorrowing(TaskBody<?> body) {
        return encodeTaskBorrowing(body, encodeBorrowing(body.code()));
    }

    /// As [#encodeTask(TaskBody, Blob)], likewise.
    ///
    /// @throws concurrent.futures.NotSerializableTaskException as [#encode]
    public EncodedTask encodeTaskBorrowing(TaskBody<?> body, Blob function) {
        return encodeTask(body, function, /* borrowing= */ true);
    }

    private EncodedTask encodeTask(TaskBody<?> body, Blob function, boolean borrowing) {
        // Not a switch over the kinds: its first use takes a JVM that starts a while.
        if (body instanceof TaskBody.Apply<?, ?> apply) {
            List<Blob> arguments = List.of(encode(apply.argument(), borrowing));
            return new EncodedTask(EncodedTask.Kind.APPLY, function, arguments);
        }
        if (body instanceof TaskBody.BiApply<?, ?, ?> apply) {
            List<Blob> arguments = List.of(encode(apply.first(), borrowing), encode(apply.second(), borrowing));
            return new EncodedTask(EncodedTask.Kind.BI_APPLY, function, arguments);
        }
        EncodedTask.Kind kind = body instanceof TaskBody.Call<?> ? EncodedTask.Kind.CALL : EncodedTask.Kind.RUN;
        return new EncodedTask(kind, function, List.of());
    }

    /// Encodes a throwable in a form that can not fail to arrive. Never throws.
    public Blob encodeThrowable(Throwable throwable) {
        return ThrowableGraph.encode(throwable, this::object);
    }

    private Blob encode(@Nullable Object value, boolean borrowing) {
        byte scalar = Scalars.tag(value);
        if (value == null) {
            return NULL;
        }
        try {
            if (scalar != Scalars.OTHER) {
                return Scalars.blob(scalar, value);
            }
            if (value instanceof String text) {
                return Scalars.text(text);
            }
            byte array = Body.arrayTag(value);
            if (array != Tag.NULL) {
                return array(array, value, borrowing);
            }
            Blob blob = value.getClass().isHidden() ? lambda(value, borrowing) : graph(value, borrowing);
            return blob != null ? blob : object(value, null);
        } catch (Throwable failure) {
            throw Diagnosis.of(value, failure);
        }
    }

    private static Blob array(byte tag, Object value, boolean borrowing) throws IOException {
        long bytes = tag == Tag.BOOLEAN_ARRAY ? ((boolean[]) value).length : Body.bytes(value);
        String tooLarge = Body.tooLarge(bytes);
        if (tooLarge != null) {
            throw new ByteSink.TooLargeException(tooLarge);
        }
        boolean asItIs = borrowing && tag != Tag.BOOLEAN_ARRAY;
        return new Blob(tag, asItIs ? value : Body.copy(tag, value), 0);
    }

    /// A value that needs no stream; `null` for any other.
    private @Nullable Blob graph(Object value, boolean borrowing) throws IOException {
        if (!shapes().mayFit(value.getClass())) {
            return null;
        }
        GraphWriter writer = takeGraph(borrowing);
        Blob blob = writer.write(value) ? new Blob(Tag.GRAPH, writer.toBody(), writer.requiredDefinitions()) : null;
        giveBack(writer);
        return blob;
    }

    /// Java serialisation.
    ///
    /// @param throwables what becomes of the throwables inside the value; `null` if they are like any other
    ///     object
    private Blob object(Object value, @Nullable ThrowableParts throwables) throws IOException {
        EncodingStream stream = take();
        stream.throwables(throwables);
        stream.writeObject(value);
        stream.flush();
        Blob blob = new Blob(Tag.OBJECT, stream.sink().toBody(), stream.requiredDefinitions());
        giveBack(stream);
        return blob;
    }

    /// A lambda whose serialised form is within reach, which saves most of the work; `null` for any other.
    private @Nullable Blob lambda(Object lambda, boolean borrowing) throws Throwable {
        LambdaSite site = sites.get(lambda.getClass());
        SerializedLambda form = site.serializedForm(lambda);
        if (form == null) {
            return null;
        }
        int id = site.id(form, dictionary);
        @Nullable Object[] captured = EncodingStream.captured(form);
        if (CapturedObjects.areSimple(captured)) {
            return simpleLambda(id, captured);
        }
        Blob graph = capturedGraph(id, captured, borrowing);
        if (graph != null) {
            return graph;
        }
        EncodingStream stream = take();
        stream.require(id);
        stream.sink().writeVarint(id);
        CapturedObjects.writeWithObjects(captured, stream);
        Blob blob = new Blob(Tag.LAMBDA, stream.sink().toBody(), stream.requiredDefinitions());
        giveBack(stream);
        return blob;
    }

    private Blob simpleLambda(int id, @Nullable Object[] captured) throws IOException {
        ByteSink spare = sinks.take();
        ByteSink sink = spare != null ? spare : new ByteSink();
        sink.writeVarint(id);
        CapturedObjects.writeSimple(captured, sink);
        Blob blob = new Blob(Tag.LAMBDA, sink.toBody(), id + 1);
        sink.clear();
        sinks.giveBack(sink);
        return blob;
    }

    /// A lambda whose captured objects need no stream; `null` for any other.
    private @Nullable Blob capturedGraph(int id, @Nullable Object[] captured, boolean borrowing) throws IOException {
        if (!mayFit(captured)) {
            return null;
        }
        GraphWriter writer = takeGraph(borrowing);
        writer.writeDefinition(id);
        writer.writeNumber(captured.length);
        writer.writeByte(Tag.GRAPH);
        boolean fits = true;
        for (int i = 0; fits && i < captured.length; i++) {
            fits = writer.write(captured[i]);
        }
        Blob blob = fits ? new Blob(Tag.LAMBDA, writer.toBody(), writer.requiredDefinitions()) : null;
        giveBack(writer);
        return blob;
    }

    private boolean mayFit(@Nullable Object[] values) {
        for (Object value : values) {
            if (value != null && !shapes().mayFit(value.getClass())) {
                return false;
            }
        }
        return true;
    }

    private GraphWriter.Shapes shapes() {
        GraphWriter.Shapes known = shapes;
        if (known == null) {
            known = new GraphWriter.Shapes();
            shapes = known;
        }
        return known;
    }

    private GraphWriter takeGraph(boolean borrowing) {
        GraphWriter spare = graphs.take();
        GraphWriter writer = spare != null ? spare : new GraphWriter(dictionary, shapes());
        if (borrowing) {
            writer.borrow();
        }
        return writer;
    }

    private void giveBack(GraphWriter writer) {
        writer.startOver();
        graphs.giveBack(writer);
    }

    private EncodingStream take() throws IOException {
        EncodingStream spare = spares.take();
        return spare != null ? spare : new EncodingStream(dictionary, new ByteSink());
    }

    private void giveBack(EncodingStream stream) throws IOException {
        if (stream.sink().size() <= KEEP_STREAM_UP_TO) {
            stream.startOver();
            spares.giveBack(stream);
        }
    }
}
