package concurrent.futures.internal.wire.dictionary;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/// The class that the JDK made for one lambda expression, and the way to its serialised form; remembered on that
/// class.
public final class LambdaSite {
    private static final MethodType TYPE = MethodType.methodType(Object.class, Object.class);
    private static final LambdaSite NONE = new LambdaSite(null, LoaderNumbers.APPLICATION);
    private static final int UNKNOWN = -1;

    private final @Nullable MethodHandle writeReplace;
    private final int loader;
    private volatile int id = UNKNOWN;

    private LambdaSite(@Nullable MethodHandle writeReplace, int loader) {
        this.writeReplace = writeReplace;
        this.loader = loader;
    }

    /// For a class that is hidden, as all classes of lambdas are.
    public static LambdaSite of(Class<?> type, Dictionary dictionary) {
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            if (type.isSynthetic() && method.trySetAccessible()) {
                MethodHandle handle = MethodHandles.lookup().unreflect(method).asType(TYPE);
                return new LambdaSite(handle, dictionary.loaderNumber(type.getClassLoader()));
            }
        } catch (ReflectiveOperationException | LinkageError notSerializable) {
            return NONE;
        }
        return NONE;
    }

    /// The serialised form of a lambda of this class; `null` if it has none, or access to it is refused.
    public @Nullable SerializedLambda serializedForm(Object lambda) throws Throwable {
        MethodHandle handle = writeReplace;
        return handle != null && (Object) handle.invokeExact(lambda) instanceof SerializedLambda form ? form : null;
    }

    /// The number of its shape in the dictionary.
    public int id(SerializedLambda form, Dictionary dictionary) {
        int known = id;
        if (known == UNKNOWN) {
            known = dictionary.idOf(LambdaShape.of(form, loader));
            id = known;
        }
        return known;
    }
}
