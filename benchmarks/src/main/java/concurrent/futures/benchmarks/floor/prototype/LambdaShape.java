package concurrent.futures.benchmarks.floor.prototype;

import concurrent.futures.Task;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/// How a lambda that captures one `int` is taken apart on one side, and put together on the other; both by handles
/// that are made once.
final class LambdaShape {
    private static final MethodType FORM = MethodType.methodType(Object.class, Object.class);
    private static final ClassValue<MethodHandle> WRITE_REPLACE = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> type) {
            try {
                Method method = type.getDeclaredMethod("writeReplace");
                method.setAccessible(true);
                return MethodHandles.lookup().unreflect(method).asType(FORM);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(type + " is not the class of a lambda that can be serialised", e);
            }
        }
    };

    private LambdaShape() {}

    /// What a lambda consists of.
    static SerializedLambda take(Task<?> lambda) {
        try {
            return (SerializedLambda)
                    (Object) WRITE_REPLACE.get(lambda.getClass()).invokeExact((Object) lambda);
        } catch (Throwable e) {
            throw new IllegalStateException("a lambda can not be taken apart", e);
        }
    }

    /// Makes lambdas whose code is a method of a class: `(int) → Task`.
    static MethodHandle factory(Class<?> owner, String method) throws Exception {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        MethodType code = MethodType.methodType(Integer.class, int.class);
        CallSite site;
        try {
            site = LambdaMetafactory.metafactory(
                    lookup,
                    "call",
                    MethodType.methodType(Task.class, int.class),
                    MethodType.methodType(Object.class),
                    lookup.findStatic(owner, method, code),
                    MethodType.methodType(Integer.class));
        } catch (LambdaConversionException e) {
            throw new IllegalStateException("no lambda: " + method, e);
        }
        return site.getTarget();
    }
}
