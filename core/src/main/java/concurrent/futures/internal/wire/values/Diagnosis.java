package concurrent.futures.internal.wire.values;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.wire.ByteSink;
import concurrent.futures.internal.wire.throwables.ThrowableText;
import java.io.NotSerializableException;
import java.io.Serializable;

/// Says in words why a value can not travel, and where inside it the reason is.
final class Diagnosis {
    private Diagnosis() {}

    /// Why this value could not be encoded.
    static NotSerializableTaskException of(Object value, Throwable failure) {
        String message;
        try {
            message = explain(value, failure);
        } catch (Throwable evenThat) {
            message = ThrowableText.brief(failure);
        }
        return new NotSerializableTaskException(message, failure);
    }

    /// Why a value could not be decoded.
    static NotSerializableTaskException ofDecoding(Throwable failure) {
        String hint = switch (failure) {
            case StackOverflowError deep -> ": it is nested too deeply for this thread's stack";
            case ClassNotFoundException missing -> ": its class is not known in this process";
            default -> "";
        };
        return new NotSerializableTaskException(
                "A value can not be rebuilt here" + hint + ": " + ThrowableText.brief(failure), failure);
    }

    private static String explain(Object value, Throwable failure) {
        String type = TypeNames.of(value.getClass());
        return switch (failure) {
            case ByteSink.TooLargeException tooLarge -> type + ": " + tooLarge.getMessage();
            case StackOverflowError deep ->
                type + " is nested too deeply: each level of a linked structure takes room on the stack while it is"
                        + " serialised. Send it as an array or a list, or give it a writeObject that writes its"
                        + " parts one after the other";
            case OutOfMemoryError other
            when !String.valueOf(other.getMessage()).contains("heap space") ->
                type + " can not be serialised: " + ThrowableText.brief(other);
            case OutOfMemoryError noRoom ->
                type + " can not be serialised: no room in this JVM's heap of at most "
                        + Runtime.getRuntime().maxMemory() + " bytes (" + noRoom.getMessage()
                        + "). Give it more heap, or send less";
            case NotSerializableException notSerializable -> notSerializable(value, notSerializable);
            default -> {
                ObjectPath path = ObjectPath.toFailure(value);
                String where = path.isEmpty()
                        ? type
                        : path + ": " + TypeNames.of(path.last().getClass());
                yield where + " can not be serialised: " + ThrowableText.brief(failure);
            }
        };
    }

    private static String notSerializable(Object value, NotSerializableException failure) {
        ObjectPath path = ObjectPath.toFailure(value);
        Object culprit = path.last();
        if (culprit instanceof Serializable || !culprit.getClass().getName().equals(failure.getMessage())) {
            String inside = path.isEmpty() ? TypeNames.of(value.getClass()) : path.toString();
            return inside + ": " + failure.getMessage() + " is not Serializable";
        }
        String prefix = path.isEmpty() ? "" : path + ": ";
        return PlainLambda.isOne(culprit.getClass())
                ? prefix + lambdaNotSerializable(culprit.getClass())
                : prefix + TypeNames.of(culprit.getClass()) + " is not Serializable" + path.advice();
    }

    private static String lambdaNotSerializable(Class<?> type) {
        return PlainLambda.describe(type)
                + ", is not Serializable. Declare it as a concurrent.futures.Task, Action, TaskFunction or"
                + " TaskBiFunction, or pass it directly to a variable of the type concurrent.futures.Executor";
    }
}
