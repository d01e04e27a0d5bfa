package concurrent.futures.internal.wire.values;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names one step of an [ObjectPath]: the field, the captured variable, or the place in a collection.
final class PathLabels {
    private PathLabels() {}

    /// The place of an element, such as `[3]`; `null` if the owner is no collection.
    static @Nullable String element(Object owner, ObjectPath.Step step) {
        Object child = step.object();
        if (owner instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                if (array[i] == child) {
                    return "[" + i + "]";
                }
            }
            return "[" + step.ordinal() + "]";
        }
        if (owner instanceof Map<?, ?> map && ofTheJdk(owner)) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() == child) {
                    return "[" + brief(entry.getKey()) + "]";
                }
                if (entry.getKey() == child) {
                    return "[a key]";
                }
            }
            return null;
        }
        if (owner instanceof Collection<?> collection && ofTheJdk(owner)) {
            int index = 0;
            for (Object element : collection) {
                if (element == child) {
                    return "[" + index + "]";
                }
                index++;
            }
            return null;
        }
        // how List.of and its like are written
        return owner.getClass().getName().equals("java.util.CollSer") ? "[" + step.ordinal() + "]" : null;
    }

    /// The class and field that hold the object, or the captured variable.
    static String member(Object owner, ObjectPath.Step step) {
        if (owner instanceof SerializedLambda lambda) {
            return LambdaSource.of(lambda).captured(step.object());
        }
        Field field = fieldHolding(owner, step.object());
        if (field != null) {
            return TypeNames.brief(field.getDeclaringClass()) + "." + field.getName();
        }
        String guess = onlyFieldOfFittingType(owner, step.object());
        return guess != null ? guess : TypeNames.brief(owner.getClass());
    }

    static boolean isEnclosingInstance(Object owner, Object child) {
        Field field = fieldHolding(owner, child);
        return field != null && field.isSynthetic() && field.getName().startsWith("this$");
    }

    /// The field that refers to the object; `null` if there is none, or none that may be read.
    private static @Nullable Field fieldHolding(Object owner, Object child) {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (read(field, owner) == child) {
                    return field;
                }
            }
        }
        return null;
    }

    /// What a field refers to; `null` also if it may not be read.
    private static @Nullable Object read(Field field, Object owner) {
        boolean readable =
                !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && field.trySetAccessible();
        try {
            return readable ? field.get(owner) : null;
        } catch (IllegalAccessException refused) {
            return null;
        }
    }

    /// What can be told without reading a field: the one whose type fits, if there is only one.
    private static @Nullable String onlyFieldOfFittingType(Object owner, Object child) {
        String found = null;
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            ObjectStreamClass descriptor = ObjectStreamClass.lookup(type);
            if (descriptor == null) {
                continue;
            }
            for (ObjectStreamField field : descriptor.getFields()) {
                if (field.getType().isInstance(child)) {
                    if (found != null) {
                        return null;
                    }
                    found = TypeNames.brief(type) + "." + field.getName();
                }
            }
        }
        return found;
    }

    private static boolean ofTheJdk(Object object) {
        return object.getClass().getModule() == Object.class.getModule();
    }

    private static String brief(@Nullable Object key) {
        return switch (key) {
            case null -> "null";
            case String text when text.length() <= 40 -> '"' + text + '"';
            case Number number -> number.toString();
            case Enum<?> constant -> constant.name();
            default -> TypeNames.brief(key.getClass());
        };
    }
}
