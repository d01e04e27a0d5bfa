package concurrent.futures.internal.wire.graph;

import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes records of one class with their canonical constructor, as Java serialisation does. Remembered on the class.
///
/// Where that constructor is in a module that is not open to this one, and where the class has other components than it
/// had in the process that wrote it, Java serialisation itself makes the record: see [ForeignRecords].
final class RecordMaker {
    private static final MethodType TYPE = MethodType.methodType(Object.class, Object[].class);

    private final Class<?> type;
    private final @Nullable MethodHandle constructor;
    private final ObjectStreamField[] fields;

    /// For each field in the order of the stream, its place among the arguments.
    private final int[] places;

    /// A descriptor that was looked at, and has the same fields.
    private volatile @Nullable ObjectStreamClass fitting;

    private RecordMaker(Class<?> type, @Nullable MethodHandle constructor, ObjectStreamField[] fields, int[] places) {
        this.type = type;
        this.constructor = constructor;
        this.fields = fields;
        this.places = places;
    }

    static RecordMaker of(Class<?> type) {
        ObjectStreamClass descriptor = ObjectStreamClass.lookup(type);
        RecordComponent[] components = type.getRecordComponents();
        if (descriptor == null || components == null) {
            return new RecordMaker(type, null, new ObjectStreamField[0], new int[0]);
        }
        Map<String, Integer> placeOf = new HashMap<>();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            placeOf.put(components[i].getName(), i);
        }
        ObjectStreamField[] fields = descriptor.getFields();
        int[] places = new int[fields.length];
        for (int i = 0; i < fields.length; i++) {
            places[i] = placeOf.getOrDefault(fields[i].getName(), 0);
        }
        return new RecordMaker(type, constructor(type, parameters), fields, places);
    }

    private static @Nullable MethodHandle constructor(Class<?> type, Class<?>[] parameters) {
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(parameters);
            return canonical.trySetAccessible()
                    ? MethodHandles.lookup()
                            .unreflectConstructor(canonical)
                            .asSpreader(Object[].class, parameters.length)
                            .asType(TYPE)
                    : null;
        } catch (ReflectiveOperationException | LinkageError refused) {
            return null;
        }
    }

    Class<?> type() {
        return type;
    }

    /// Fails if the class is none whose objects may be made.
    void requireSerialisable() throws InvalidClassException {
        if (!type.isRecord() || !Serializable.class.isAssignableFrom(type)) {
            throw new InvalidClassException(type.getName(), "not a serialisable record");
        }
    }

    /// The place of each field among the arguments of [#make]; `null` if only [ForeignRecords] can make the record.
    int @Nullable [] places(ObjectStreamClass written) {
        if (constructor == null) {
            return null;
        }
        if (written == fitting) {
            return places;
        }
        ObjectStreamField[] other = written.getFields();
        if (other.length != fields.length) {
            return null;
        }
        for (int i = 0; i < other.length; i++) {
            if (!other[i].getName().equals(fields[i].getName()) || other[i].getTypeCode() != fields[i].getTypeCode()) {
                return null;
            }
        }
        fitting = written;
        return places;
    }

    /// What the stream holds: getting it from a descriptor makes a copy.
    ObjectStreamField[] fields(ObjectStreamClass written) {
        return written == fitting ? fields : written.getFields();
    }

    Object make(@Nullable Object[] arguments) throws InvalidObjectException {
        MethodHandle known = constructor;
        if (known == null) {
            throw new IllegalStateException("No access to " + type.getName());
        }
        try {
            return (Object) known.invokeExact(arguments);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            InvalidObjectException failure = new InvalidObjectException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
