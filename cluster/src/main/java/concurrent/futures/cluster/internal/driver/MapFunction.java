package concurrent.futures.cluster.internal.driver;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import org.jspecify.annotations.Nullable;

/// The function of a map: encoded once, however many elements there are. It stands for the user's function in the
/// bodies of the map's tasks, and still does what that does, here.
abstract sealed class MapFunction {
    private final Object original;
    private final @Nullable Blob encoded;
    private final @Nullable Throwable failure;
    private final Submission submission = Submission.here();

    private MapFunction(Object original, ObjectEncoder encoder) {
        this.original = original;
        Blob blob = null;
        Throwable thrown = null;
        try {
            blob = encoder.encode(original);
        } catch (Throwable e) {
            thrown = e;
        }
        this.encoded = blob;
        this.failure = thrown;
    }

    Object original() {
        return original;
    }

    Submission submission() {
        return submission;
    }

    /// The encoded function.
    ///
    /// @throws NotSerializableTaskException if it can not be encoded: a new instance for each element
    Blob encoded() {
        if (encoded == null) {
            String message = failure == null ? "" : failure.getMessage();
            throw new NotSerializableTaskException(String.valueOf(message), failure);
        }
        return encoded;
    }

    /// Prepares a function, if it is one that tasks are made of.
    @SuppressWarnings("unchecked") // the static type of a function that is handed to a map is one of the two interfaces
    static <F> F prepare(F function, ObjectEncoder encoder) {
        if (function instanceof MapFunction) {
            return function;
        }
        if (function instanceof TaskFunction<?, ?> one) {
            return (F) new One<>(one, encoder);
        }
        return function instanceof TaskBiFunction<?, ?, ?> two ? (F) new Two<>(two, encoder) : function;
    }

    @SuppressWarnings("serial") // never serialized: it is taken apart where tasks are encoded
    private static final class One<A extends @Nullable Object, R extends @Nullable Object> extends MapFunction
            implements TaskFunction<A, R> {
        private final TaskFunction<A, R> function;

        One(TaskFunction<A, R> function, ObjectEncoder encoder) {
            super(function, encoder);
            this.function = function;
        }

        @Override
        public R apply(A argument) throws Exception {
            return function.apply(argument);
        }
    }

    @SuppressWarnings("serial") // never serialized: it is taken apart where tasks are encoded
    private static final class Two<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            extends MapFunction implements TaskBiFunction<A, B, R> {
        private final TaskBiFunction<A, B, R> function;

        Two(TaskBiFunction<A, B, R> function, ObjectEncoder encoder) {
            super(function, encoder);
            this.function = function;
        }

        @Override
        public R apply(A first, B second) throws Exception {
            return function.apply(first, second);
        }
    }
}
