package concurrent.futures.internal.event;

import concurrent.futures.TaskOptions;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tasks are called that nobody has given a name: tasks that do the same have the same name.
///
/// That of a lambda expression or method reference is found in its serialised form, once for each place in the code:
/// the JDK makes a class for each.
public final class TaskNames {
    /// What the compiler calls the body of a lambda expression: the method around it, a number, and if it is
    /// serializable, a hash.
    private static final Pattern LAMBDA_BODY = Pattern.compile("lambda\\$(.+?)\\$(?:[0-9a-f]+\\$)?\\d+");

    private static final String LAMBDA_CLASS = "$$Lambda";

    private static final class Known {
        private volatile @Nullable String name;
    }

    private static final ClassValue<Known> KNOWN = new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
            return new Known();
        }
    };

    private TaskNames() {}

    /// The name of a task.
    ///
    /// @param code the user's object that says what to do
    /// @param options of the task
    /// @return the name that they give, or one made of the code's class
    public static String of(Object code, TaskOptions options) {
        String given = options.name();
        return given != null ? given : of(code);
    }

    private static String of(Object code) {
        Known known = KNOWN.get(code.getClass());
        String name = known.name;
        if (name == null) {
            name = find(code);
            known.name = name;
        }
        return name;
    }

    private static String find(Object code) {
        Class<?> type = code.getClass();
        if (!type.isHidden() || !type.isSynthetic()) {
            return brief(type.getName());
        }
        SerializedLambda form = serializedForm(code);
        if (form != null) {
            return nameOf(form);
        }
        int end = type.getName().indexOf(LAMBDA_CLASS);
        return end < 0 ? brief(type.getName()) : brief(type.getName().substring(0, end)) + ".lambda";
    }

    private static @Nullable SerializedLambda serializedForm(Object lambda) {
        try {
            Method method = lambda.getClass().getDeclaredMethod("writeReplace");
            return method.trySetAccessible() && method.invoke(lambda) instanceof SerializedLambda form ? form : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // It is not serializable, or access is refused.
        }
    }

    private static String nameOf(SerializedLambda form) {
        String type = brief(form.getImplClass().replace('/', '.'));
        String method = form.getImplMethodName();
        Matcher body = LAMBDA_BODY.matcher(method);
        if (body.matches()) {
            return type + "." + body.group(1);
        }
        return type + "::" + (form.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial ? "new" : method);
    }

    /// A class's name without its package, as it is written in code.
    private static String brief(String name) {
        int hidden = name.indexOf('/');
        String plain = hidden < 0 ? name : name.substring(0, hidden);
        return plain.substring(plain.lastIndexOf('.') + 1).replace('$', '.');
    }
}
