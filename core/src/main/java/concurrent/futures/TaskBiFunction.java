package concurrent.futures;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// A function of two arguments that [Executor#map(TaskBiFunction, Iterable, Iterable)] applies to pairs of elements.
///
/// @param <A> the type of the first argument
/// @param <B> the type of the second argument
/// @param <R> the type of the result
@FunctionalInterface
public interface TaskBiFunction<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
        extends Serializable {
    /// Computes the result for one pair.
    ///
    /// @param a the first argument
    /// @param b the second argument
    /// @return the result; `null` is a result
    /// @throws Exception whatever the computation fails with; it becomes the failure of this pair alone
    R apply(A a, B b) throws Exception;

    /// Binds the last argument, as Python's `functools.partial` binds a keyword.
    ///
    /// The bound value travels with the function: for a process pool it must be serializable, and it is a snapshot.
    ///
    /// <!-- BoundConfiguration.java: partial -->
    /// ```java
    /// record Configuration(int multiplier, String unit) implements Serializable {}
    ///
    /// static String process(int item, Configuration configuration) {
    ///     return item * configuration.multiplier() + " " + configuration.unit();
    /// }
    ///
    /// static void run(Configuration configuration, List<Integer> data) {
    ///     TaskBiFunction<Integer, Configuration, String> process = BoundConfiguration::process;
    ///     try (Executor executor = new ProcessPoolExecutor(2)) {
    ///         executor.map(process.partial(configuration), data).forEach(IO::println);
    ///     }
    /// }
    /// ```
    ///
    /// @param b the value for the last argument
    /// @return a function of the first argument
    default TaskFunction<A, R> partial(B b) {
        return a -> apply(a, b);
    }
}
