package concurrent.futures.internal.event;

import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Printable;
import concurrent.futures.spi.TaskBody;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is told of a task's arguments. It is foreign code that knows it, and may throw, or say very much.
///
/// Of arrays, and of the JDK's own collections, only the first elements are asked, as far as there is room. A
/// collection of another kind may have something better to say than its elements, and is asked itself.
public final class ArgumentSummary {
    private static final int LONGEST = 200;
    private static final String NO_MEMORY = "(no memory for toString())";

    private final StringBuilder text = new StringBuilder();

    /// How long the text may be by now.
    private int most = LONGEST;

    /// Something had no room: nothing comes after it.
    private boolean isCut;

    private ArgumentSummary() {}

    /// Makes the text.
    ///
    /// @param body what to do
    /// @param options ask for it
    /// @return `null` if there is nothing to tell
    public static @Nullable String of(TaskBody<?> body, TaskOptions options) {
        try {
            ArgumentSummary summary = new ArgumentSummary();
            String given = options.arguments();
            if (given != null) {
                summary.add(given);
            } else if (!summary.addArguments(body)) {
                return null;
            }
            return Printable.of(summary.text.toString());
        } catch (OutOfMemoryError e) {
            return NO_MEMORY;
        } catch (Throwable e) {
            return "(toString() threw " + e.getClass().getName() + ")";
        }
    }

    private boolean addArguments(TaskBody<?> body) throws NoSuchMethodException {
        return switch (body) {
            case TaskBody.Call<?> call -> addCode(call.code());
            case TaskBody.Run<?> run -> addCode(run.code());
            case TaskBody.Apply<?, ?> apply -> {
                addValue(apply.argument());
                yield true;
            }
            case TaskBody.BiApply<?, ?, ?> apply -> {
                most = LONGEST / 2; // Each has its part.
                addValue(apply.first());
                most = LONGEST;
                isCut = false;
                add(", ");
                addValue(apply.second());
                yield true;
            }
        };
    }

    /// What an object says that knows itself what it works on. The name that every object has says nothing.
    private boolean addCode(Object code) throws NoSuchMethodException {
        if (code.getClass().getMethod("toString").getDeclaringClass() == Object.class) {
            return false;
        }
        addValue(code);
        return true;
    }

    private void addValue(@Nullable Object value) {
        if (isCut) {
            return; // Also, whatever contains itself comes to an end here.
        }
        if (value == null) {
            add("null");
        } else if (value instanceof String string) {
            add(string);
        } else if (value.getClass().isArray()) {
            addArray(value);
        } else if (value instanceof Collection<?> elements && isOfTheJdk(value)) {
            addElements(elements);
        } else if (value instanceof Map<?, ?> map && isOfTheJdk(value)) {
            addEntries(map);
        } else {
            add(String.valueOf(value.toString()));
        }
    }

    private static boolean isOfTheJdk(Object value) {
        return value.getClass().getModule() == Object.class.getModule();
    }

    private void addArray(Object array) {
        int length = Array.getLength(array);
        add("[");
        for (int i = 0; i < length && !isCut; i++) {
            add(i == 0 ? "" : ", ");
            addValue(Array.get(array, i));
        }
        add("]");
    }

    private void addElements(Collection<?> elements) {
        boolean isFirst = true;
        add("[");
        for (Object element : elements) {
            add(isFirst ? "" : ", ");
            addValue(element);
            isFirst = false;
            if (isCut) {
                break;
            }
        }
        add("]");
    }

    private void addEntries(Map<?, ?> map) {
        boolean isFirst = true;
        add("{");
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            add(isFirst ? "" : ", ");
            addValue(entry.getKey());
            add("=");
            addValue(entry.getValue());
            isFirst = false;
            if (isCut) {
                break;
            }
        }
        add("}");
    }

    /// Adds as much of a text as there is room for. What is cut off there is marked, once.
    private void add(String more) {
        int room = most - text.length();
        if (isCut) {
            return;
        }
        if (more.length() <= room) {
            text.append(more);
            return;
        }
        isCut = true;
        boolean splits = room > 0 && Character.isHighSurrogate(more.charAt(room - 1));
        text.append(more, 0, splits ? room - 1 : room).append('…');
    }
}
