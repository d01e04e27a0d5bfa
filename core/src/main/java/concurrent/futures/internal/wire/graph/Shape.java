package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Tickets;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;

/// How the objects of a class that is not one of [Kinds] are written: a record by its fields, an enum constant by its
/// name, a path as text, what travels as a ticket by that. Remembered on the class.
///
/// The fields are read as Java serialisation does it, and not through accessors, which are anybody's code.
final class Shape {
    /// Nothing for a graph.
    static final Shape NONE = new Shape(Kinds.NONE, new Reader[0]);

    private static final Shape PATH = new Shape(Items.PATH, new Reader[0]);
    private static final int UNKNOWN = -1;

    private final byte item;
    private final Reader[] readers;
    private volatile int id = UNKNOWN;

    /// A field, in the order of the stream.
    ///
    /// @param type as in a descriptor; `L` for all references
    /// @param get takes an `Object`, returns the primitive or an `Object`
    record Reader(char type, MethodHandle get) {}

    private Shape(byte item, Reader[] readers) {
        this.item = item;
        this.readers = readers;
    }

    static Shape of(Class<?> type) {
        if (type.isHidden() || Externalizable.class.isAssignableFrom(type)) {
            return NONE;
        }
        if (type.isRecord()) {
            return Serializable.class.isAssignableFrom(type) && !hasOwnRules(type) ? ofRecord(type) : NONE;
        }
        if (type.isEnum()) {
            return new Shape(Items.ENUM, new Reader[0]);
        }
        if (Tickets.known(type) != null) {
            return new Shape(Items.TICKET, new Reader[0]);
        }
        return Path.class.isAssignableFrom(type) && !Serializable.class.isAssignableFrom(type) ? PATH : NONE;
    }

    private static boolean hasOwnRules(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0
                    && (method.getName().equals("writeReplace")
                            || method.getName().equals("readResolve"))) {
                return true;
            }
        }
        return false;
    }

    /// [#NONE] if access is refused.
    private static Shape ofRecord(Class<?> type) {
        ObjectStreamField[] fields = ObjectStreamClass.lookup(type).getFields();
        Reader[] readers = new Reader[fields.length];
        try {
            for (int i = 0; i < fields.length; i++) {
                Field field = type.getDeclaredField(fields[i].getName());
                if (!field.trySetAccessible()) {
                    return NONE;
                }
                Class<?> read = field.getType().isPrimitive() ? field.getType() : Object.class;
                MethodHandle get = MethodHandles.lookup().unreflectGetter(field);
                readers[i] = new Reader(
                        read.isPrimitive() ? fields[i].getTypeCode() : 'L',
                        get.asType(MethodType.methodType(read, Object.class)));
            }
        } catch (ReflectiveOperationException | LinkageError refused) {
            return NONE;
        }
        return new Shape(Items.RECORD, readers);
    }

    byte item() {
        return item;
    }

    Reader[] readers() {
        return readers;
    }

    /// The number of the class in the dictionary.
    int id(Class<?> type, Dictionary dictionary) throws IOException {
        int known = id;
        if (known == UNKNOWN) {
            known = dictionary.idOf(ObjectStreamClass.lookupAny(type));
            id = known;
        }
        return known;
    }
}
