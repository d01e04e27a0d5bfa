package concurrent.futures.spi;

import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.event.ArgumentSummary;
import concurrent.futures.internal.event.TaskNames;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// What a task does: the user's own objects, so that an engine can run them here, or send them elsewhere.
///
/// @param <T> the type of the result
public sealed interface TaskBody<T extends @Nullable Object> {
    /// Runs the task in the calling thread.
    ///
    /// @return the result
    /// @throws Exception the task's own exception
    T call() throws Exception;

    /// The user's object that says what to do: a callable, a runnable or a function.
    ///
    /// @return the object whose class names the task
    Object code();

    /// What the task is called where people see it, and where tasks are grouped.
    ///
    /// @param options of the task
    /// @return the name that they give, or one made of the code's class
    default String displayName(TaskOptions options) {
        return TaskNames.of(code(), options);
    }

    /// What is told of the task's arguments, if its options ask for it. That is made by foreign code, the `toString()`
    /// of arguments: to be called, while [somebody listens][EventHub#isWatched()], in the thread that submits, with no
    /// lock held, and before the task is accepted, so that an executor which is closed meanwhile does not wait for it.
    ///
    /// @param options of the task
    /// @return a line of bounded length, whatever that code does; `null` if there is nothing to tell
    default @Nullable String argumentSummary(TaskOptions options) {
        return options.argumentSummary() || options.arguments() != null ? ArgumentSummary.of(this, options) : null;
    }

    /// A callable.
    ///
    /// @param <T> the type of the result
    /// @param code the user's callable
    record Call<T extends @Nullable Object>(Callable<? extends T> code) implements TaskBody<T> {
        @Override
        public T call() throws Exception {
            return code.call();
        }
    }

    /// A runnable, with the result that stays with its future: it does not travel.
    ///
    /// @param <T> the type of the result
    /// @param code the user's runnable
    /// @param result the result when the runnable has run
    record Run<T extends @Nullable Object>(Runnable code, T result) implements TaskBody<T> {
        @Override
        public T call() {
            code.run();
            return result;
        }
    }

    /// A function of one argument: an element of a map.
    ///
    /// @param <A> the type of the argument
    /// @param <T> the type of the result
    /// @param code the user's function, the same object for each element
    /// @param argument the element
    record Apply<A extends @Nullable Object, T extends @Nullable Object>(
            TaskFunction<? super A, ? extends T> code, A argument) implements TaskBody<T> {
        @Override
        public T call() throws Exception {
            return code.apply(argument);
        }
    }

    /// A function of two arguments: a pair of elements of a map.
    ///
    /// @param <A> the type of the first argument
    /// @param <B> the type of the second argument
    /// @param <T> the type of the result
    /// @param code the user's function, the same object for each pair
    /// @param first the first element
    /// @param second the second element
    record BiApply<A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>(
            TaskBiFunction<? super A, ? super B, ? extends T> code, A first, B second) implements TaskBody<T> {
        @Override
        public T call() throws Exception {
            return code.apply(first, second);
        }
    }
}
