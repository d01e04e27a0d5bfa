package concurrent.futures.internal.wire.dictionary;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/// Finds the class in which a lambda expression stands, given the lambda's serialised form.
///
/// That form gives away no more than the name, but it writes the class itself when it is serialised; so it is
/// serialised to nowhere, without what it captured, and asked on the way. Not thread-safe.
public final class CapturingClass extends ObjectOutputStream {
    private String name = "";
    private @Nullable Class<?> found;

    /// One that has found nothing yet.
    public CapturingClass() throws IOException {
        super(OutputStream.nullOutputStream());
        enableReplaceObject(true);
    }

    /// The loader of the capturing class; the library's own if that class does not show itself.
    public @Nullable ClassLoader loaderOf(SerializedLambda lambda) throws IOException {
        name = lambda.getCapturingClass().replace('/', '.');
        writeObject(lambda);
        reset();
        Class<?> capturing = found;
        found = null;
        return capturing == null ? CapturingClass.class.getClassLoader() : capturing.getClassLoader();
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
        return object instanceof SerializedLambda ? object : null;
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass descriptor) {
        Class<?> type = descriptor.forClass();
        if (type != null && type.getName().equals(name)) {
            found = type;
        }
    }
}
