package concurrent.futures.internal.wire;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/// Finds the class in which a lambda expression stands, given the lambda's serialised form.
///
/// That form gives away no more than the name, but it writes the class itself when it is serialised; so it is
/// serialised
/// to nowhere, without what it captured, and asked on the way.
final class CapturingClass extends ObjectOutputStream {
    private final String name;
    private @Nullable Class<?> found;

    private CapturingClass(String name) throws IOException {
        super(OutputStream.nullOutputStream());
        this.name = name;
        enableReplaceObject(true);
    }

    /// The loader of the capturing class; the library's own if that class does not show itself.
    static @Nullable ClassLoader loaderOf(SerializedLambda lambda) {
        try {
            CapturingClass stream =
                    new CapturingClass(lambda.getCapturingClass().replace('/', '.'));
            stream.writeObject(lambda);
            Class<?> found = stream.found;
            return found == null ? CapturingClass.class.getClassLoader() : found.getClassLoader();
        } catch (IOException impossible) {
            return CapturingClass.class.getClassLoader();
        }
    }

    @Override
    protected @Nullable Object replaceObject(Object object) {
        return object instanceof Object[] ? new Object[0] : object;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (type.getName().equals(name)) {
            found = type;
        }
    }
}
