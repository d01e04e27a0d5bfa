package concurrent.futures.internal.process.pool.sending;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The function of a map: encoded once, and sent to each worker once, however many elements there are.
///
/// It stands for the user's function in the bodies of the map's tasks, and still does what that does, here.
public abstract sealed class SharedFunction {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Object original;
    private final @Nullable Blob encoded;
    private final @Nullable Throwable failure;
    private final Submission submission;

    private SharedFunction(Object original, ObjectEncoder encoder, Submission submission) {
        this.original = original;
        this.submission = submission;
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

    /// Its number, which no other one in this process has.
    public long number() {
        return number;
    }

    /// The user's function.
    public Object original() {
        return original;
    }

    /// Whether it could be encoded.
    public boolean isEncoded() {
        return encoded != null;
    }

    /// The encoded function.
    ///
    /// @throws NotSerializableTaskException if it can not be encoded: a new instance for each element
    public Blob encoded() {
        if (encoded == null) {
            String message = failure == null ? "" : failure.getMessage();
            throw new NotSerializableTaskException(String.valueOf(message), failure);
        }
        return encoded;
    }

    /// Where the map was called.
    public Submission submission() {
        return submission;
    }

    /// Prepares a function, if it is one that tasks are made of.
    @SuppressWarnings("unchecked") // the static type of a function that is handed to a map is one of the two interfaces
    public static <F> F prepare(F function, ObjectEncoder encoder) {
        if (function instanceof SharedFunction) {
            return function;
        }
        if (function instanceof TaskFunction<?, ?> one) {
            return (F) new One<>(one, encoder, Submission.here());
        }
        return function instanceof TaskBiFunction<?, ?, ?> two
                ? (F) new Two<>(two, encoder, Submission.here())
                : function;
    }

    @SuppressWarnings("serial") // never serialized: it is taken apart where tasks are encoded
    private static final class One<A extends @Nullable Object, R extends @Nullable Object> extends SharedFunction
            implements TaskFunction<A, R> {
        private final TaskFunction<A, R> function;

        One(TaskFunction<A, R> function, ObjectEncoder encoder, Submission submission) {
            super(function, encoder, submission);
            this.function = function;
        }

        @Override
        public R apply(A argument) throws Exception {
            return function.apply(argument);
        }
    }

    @SuppressWarnings("serial") // never serialized: it is taken apart where tasks are encoded
    private static final class Two<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            extends SharedFunction implements TaskBiFunction<A, B, R> {
        private final TaskBiFunction<A, B, R> function;

        Two(TaskBiFunction<A, B, R> function, ObjectEncoder encoder, Submission submission) {
            super(function, encoder, submission);
            this.function = function;
        }

        @Override
        public R apply(A first, B second) throws Exception {
            return function.apply(first, second);
        }
    }
}
