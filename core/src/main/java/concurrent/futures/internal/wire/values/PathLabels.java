package concurrent.futures.internal.wire.values;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names one step of an [ObjectPath]: the field, the captured variable, or the place in a collection.
///
/// What is serialised is not always what was there: an object with a `writeReplace`, such as a lambda or `List.of(…)`,
/// is known by what it may have become.
final class PathLabels {
    private static final int LONGEST_KEY = 40;

    private PathLabels() {}

    /// The place of an element, such as `[3]`; `null` if the owner is no collection, or has no such element.
    static @Nullable Label element(Object owner, ObjectPath.Step step) {
        if (owner instanceof Object[] array) {
            int index = indexOf(Arrays.asList(array), step);
            return index < 0
                    ? new Label(Label.Place.ELEMENT, "[" + step.ordinal() + "]", step.object())
                    : element(Integer.toString(index), array[index]);
        }
        if (owner instanceof Map<?, ?> map && isOfTheJdk(owner)) {
            List<@Nullable Object> keys = new ArrayList<>(map.keySet());
            List<@Nullable Object> values = new ArrayList<>(map.values());
            int index = indexOf(values, step);
            if (index >= 0) {
                return element(brief(keys.get(index)), values.get(index));
            }
            index = indexOf(keys, step);
            return index < 0 ? null : element("a key", keys.get(index));
        }
        if (owner instanceof Collection<?> collection && isOfTheJdk(owner)) {
            List<@Nullable Object> elements = new ArrayList<>(collection);
            int index = indexOf(elements, step);
            return index < 0 ? null : element(Integer.toString(index), elements.get(index));
        }
        // how List.of and its like are written
        return owner.getClass().getName().equals("java.util.CollSer")
                ? element(Integer.toString(step.ordinal()), step.object())
                : null;
    }

    private static Label element(String place, @Nullable Object target) {
        return new Label(Label.Place.ELEMENT, "[" + place + "]", Objects.requireNonNull(target));
    }

    /// Whether it is a collection whose inside is nobody's concern.
    static boolean isCollection(Object owner) {
        return (owner instanceof Collection || owner instanceof Map) && isOfTheJdk(owner);
    }

    /// What is inside an object, as far as that can be seen.
    ///
    /// @param written what the owner was replaced by, or itself
    static List<Object> parts(Object owner, Object written) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (written instanceof SerializedLambda lambda) {
            parts.addAll(Arrays.asList(EncodingStream.captured(lambda)));
        } else if (owner instanceof Object[] array) {
            parts.addAll(Arrays.asList(array));
        } else if (isCollection(owner)) {
            if (owner instanceof Map<?, ?> map) {
                parts.addAll(map.values());
                parts.addAll(map.keySet());
            } else if (owner instanceof Collection<?> collection) {
                parts.addAll(collection);
            }
        } else {
            for (Class<?> type = written.getClass(); type != null; type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    parts.add(Modifier.isTransient(field.getModifiers()) ? null : read(field, written));
                }
            }
        }
        return parts.stream().filter(Objects::nonNull).toList();
    }

    /// The class and field that hold the object, or the captured variable.
    ///
    /// @param owner the object in which it is
    /// @param written what the owner was replaced by, or itself
    static Label member(Object owner, Object written, ObjectPath.Step step) {
        Object child = step.object();
        if (written instanceof SerializedLambda lambda) {
            return LambdaSource.of(lambda).captured(step);
        }
        for (Object holder : owner == written ? List.of(owner) : List.of(written, owner)) {
            Field field = fieldHolding(holder, step);
            Object target = field == null ? null : read(field, holder);
            if (field != null && target != null) {
                return member(field, target);
            }
        }
        String guess = onlyFieldOfFittingType(written, child);
        return guess != null
                ? new Label(Label.Place.FIELD, guess, child)
                : new Label(Label.Place.PART, nameOf(owner), child);
    }

    private static Label member(Field field, Object target) {
        String type = TypeNames.brief(field.getDeclaringClass());
        String name = field.getName();
        if (field.isSynthetic() && name.startsWith("val$")) {
            String variable = name.substring("val$".length());
            return new Label(Label.Place.CAPTURED_VARIABLE, type + ", captured variable " + variable, target);
        }
        Label.Place place = field.isSynthetic() && name.startsWith("this$")
                ? Label.Place.ENCLOSING_INSTANCE
                : field.getDeclaringClass().isRecord() ? Label.Place.PART : Label.Place.FIELD;
        return new Label(place, type + "." + name, target);
    }

    /// The class of an object; of a collection whose class nobody knows by name, what it is.
    static String nameOf(Object owner) {
        Class<?> type = owner.getClass();
        if (isOfTheJdk(owner) && !type.isArray() && !Modifier.isPublic(type.getModifiers())) {
            switch (owner) {
                case List<?> list -> {
                    return "List";
                }
                case Set<?> set -> {
                    return "Set";
                }
                case Map<?, ?> map -> {
                    return "Map";
                }
                case Collection<?> collection -> {
                    return "Collection";
                }
                case Map.Entry<?, ?> entry -> {
                    return "Map.Entry";
                }
                default -> {}
            }
        }
        return TypeNames.brief(type);
    }

    /// Where an object is among others; -1 if it is not, or it can not be told which of them it was.
    static int indexOf(List<?> all, ObjectPath.Step step) {
        int index = 0;
        for (Object object : all) {
            if (object == step.object()) {
                return index;
            }
            index++;
        }
        int ordinal = step.ordinal();
        if (ordinal < all.size() && mayBecome(all.get(ordinal), step.object())) {
            return ordinal;
        }
        int found = -1;
        index = 0;
        for (Object object : all) {
            if (mayBecome(object, step.object())) {
                if (found >= 0) {
                    return -1;
                }
                found = index;
            }
            index++;
        }
        return found;
    }

    private static boolean mayBecome(@Nullable Object object, Object written) {
        if (object == null) {
            return false;
        }
        Class<?> type = object.getClass();
        if (written instanceof SerializedLambda lambda) {
            return type.isHidden()
                    && type.getName().startsWith(lambda.getCapturingClass().replace('/', '.') + "$$Lambda");
        }
        if (type.isHidden()) {
            return false;
        }
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Method method : declaring.getDeclaredMethods()) {
                if (method.getName().equals("writeReplace") && method.getParameterCount() == 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The field that refers to the object; `null` if there is none, or none that may be read.
    private static @Nullable Field fieldHolding(Object owner, ObjectPath.Step step) {
        List<Field> replaced = new ArrayList<>();
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Object value = read(field, owner);
                if (value == step.object()) {
                    return field;
                }
                if (mayBecome(value, step.object())) {
                    replaced.add(field);
                }
            }
        }
        return replaced.size() == 1 ? replaced.getFirst() : null;
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

    static boolean isOfTheJdk(Object object) {
        return object.getClass().getModule() == Object.class.getModule();
    }

    private static String brief(@Nullable Object key) {
        return switch (key) {
            case null -> "null";
            case String text when text.length() <= LONGEST_KEY -> '"' + text + '"';
            case Enum<?> constant -> constant.name();
            case Comparable<?> value
            when isOfTheJdk(value) && value.toString().length() <= LONGEST_KEY -> value.toString();
            default -> TypeNames.brief(key.getClass());
        };
    }
}
