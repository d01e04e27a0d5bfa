package concurrent.futures.internal.wire.values;

import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.dictionary.CapturingClass;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LambdaShape;
import concurrent.futures.internal.wire.throwables.ThrowableParts;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/// Java serialisation, with class descriptors and shapes of lambdas replaced by their numbers in a [Dictionary].
/// One stream writes many values, one after the other. Not thread-safe.
final class EncodingStream extends ObjectOutputStream {
    private final Dictionary dictionary;
    private final ByteSink sink;
    private int requiredDefinitions;
    private @Nullable ThrowableParts throwables;
    private @Nullable CapturingClass capturingClass;

    EncodingStream(Dictionary dictionary, ByteSink sink) throws IOException {
        super(sink);
        this.dictionary = dictionary;
        this.sink = sink;
        enableReplaceObject(true);
    }

    ByteSink sink() {
        return sink;
    }

    /// How many definitions the values since the last [#startOver] need.
    int requiredDefinitions() {
        return requiredDefinitions;
    }

    void require(int id) {
        requiredDefinitions = Math.max(requiredDefinitions, id + 1);
    }

    /// Sets what becomes of the throwables inside the next value; `null`: they are like any other object.
    void throwables(@Nullable ThrowableParts parts) {
        throwables = parts;
    }

    /// Forgets all objects that were written, and their bytes.
    void startOver() throws IOException {
        reset();
        flush();
        sink.clear();
        requiredDefinitions = 0;
        throwables = null;
    }

    @Override
    protected void writeStreamHeader() {}

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) throws IOException {
        int id = dictionary.idOf(descriptor);
        require(id);
        int rest = id;
        while (rest > 0x7f) {
            writeByte(rest | 0x80);
            rest >>>= 7;
        }
        writeByte(rest);
    }

    @Override
    protected void annotateProxyClass(Class<?> proxy) throws IOException {
        for (Class<?> type : proxy.getInterfaces()) {
            writeInt(dictionary.loaderNumber(type.getClassLoader()));
        }
    }

    @Override
    protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
        if (object == null) {
            // What a writeReplace() returned.
            return null;
        }
        if (object instanceof SerializedLambda lambda) {
            int loader = dictionary.loaderNumber(capturingClass().loaderOf(lambda));
            int id = dictionary.idOf(LambdaShape.of(lambda, loader));
            require(id);
            return new LambdaForm(id, captured(lambda));
        }
        ThrowableParts parts = throwables;
        Object part = parts == null ? object : parts.replace(object);
        return part instanceof Serializable ? part : StandIn.of(part);
    }

    private CapturingClass capturingClass() throws IOException {
        CapturingClass known = capturingClass;
        if (known == null) {
            known = new CapturingClass();
            capturingClass = known;
        }
        return known;
    }

    static @Nullable Object[] captured(SerializedLambda lambda) {
        @Nullable Object[] captured = new Object[lambda.getCapturedArgCount()];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = lambda.getCapturedArg(i);
        }
        return captured;
    }
}
