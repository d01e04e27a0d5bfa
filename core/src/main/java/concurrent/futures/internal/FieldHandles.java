package concurrent.futures.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Finds the handles by which classes change their fields atomically. Each is kept in a constant of its class, so that
/// the JVM compiles its use to a single instruction.
public final class FieldHandles {
    private FieldHandles() {}

    /// Finds one.
    ///
    /// @param lookup of the class that uses it
    /// @param owner the class that has the field
    /// @param field its name
    /// @param type its type
    /// @return its handle
    public static VarHandle find(MethodHandles.Lookup lookup, Class<?> owner, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(owner, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
