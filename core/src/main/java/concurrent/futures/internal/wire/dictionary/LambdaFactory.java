package concurrent.futures.internal.wire.dictionary;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes lambdas from their shape and what they captured, through the method `$deserializeLambda$` that the
/// compiler puts into every class with serialisable lambdas.
///
/// Where that class is in a module that is not open to this one, only the JDK may call the method, and does when
/// it deserialises a [SerializedLambda]; so one is serialised and read again, with its captured objects left out.
final class LambdaFactory {
    private static final MethodType TYPE = MethodType.methodType(Object.class, SerializedLambda.class);

    /// Empty where access is refused. A value of a type of the JDK: nothing of this library hangs on the user's
    /// class.
    private static final ClassValue<Optional<MethodHandle>> DIRECT = new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
            try {
                Method method = type.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
                return method.trySetAccessible()
                        ? Optional.of(MethodHandles.lookup().unreflect(method).asType(TYPE))
                        : Optional.empty();
            } catch (ReflectiveOperationException | LinkageError e) {
                return Optional.empty();
            }
        }
    };

    private LambdaFactory() {}

    static Object make(LambdaShape shape, Class<?> capturingClass, @Nullable Object[] captured) throws Throwable {
        SerializedLambda lambda = shape.with(capturingClass, captured);
        Optional<MethodHandle> direct = DIRECT.get(capturingClass);
        Object made = direct.isPresent()
                ? (Object) direct.get().invokeExact(lambda)
                : throughTheJdk(lambda, capturingClass, captured);
        if (made == null || made instanceof SerializedLambda) {
            throw new InvalidObjectException("No lambda came of " + shape.describe());
        }
        return made;
    }

    private static Object throughTheJdk(SerializedLambda lambda, Class<?> capturingClass, @Nullable Object[] captured)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new Writer(bytes, captured)) {
            writer.writeObject(lambda);
        }
        try (Reader reader = new Reader(bytes.toByteArray(), capturingClass, captured)) {
            return reader.readObject();
        }
    }

    /// Stands for the captured objects while they stay where they are.
    private static final class Captured implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    private static final class Writer extends ObjectOutputStream {
        private final @Nullable Object[] captured;

        Writer(ByteArrayOutputStream bytes, @Nullable Object[] captured) throws IOException {
            super(bytes);
            this.captured = captured;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            return object instanceof Object[] array && array.length == captured.length ? new Captured() : object;
        }
    }

    private static final class Reader extends ObjectInputStream {
        private final Class<?> capturingClass;
        private final @Nullable Object[] captured;

        Reader(byte[] bytes, Class<?> capturingClass, @Nullable Object[] captured) throws IOException {
            super(new ByteArrayInputStream(bytes));
            this.capturingClass = capturingClass;
            this.captured = captured;
            enableResolveObject(true);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass descriptor) throws ClassNotFoundException {
            String name = descriptor.getName();
            return name.equals(capturingClass.getName())
                    ? capturingClass
                    : Class.forName(name, false, Captured.class.getClassLoader());
        }

        @Override
        protected Object resolveObject(Object object) {
            return object instanceof Captured ? captured : object;
        }
    }
}
