package concurrent.futures;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// A function of one argument that [Executor#map(TaskFunction, Iterable)] applies to each element, wherever its
/// workers are.
///
/// @param <A> the type of the argument
/// @param <R> the type of the result
@FunctionalInterface
public interface TaskFunction<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {
    /// Computes the result for one element.
    ///
    /// @param a the element
    /// @return the result; `null` is a result
    /// @throws Exception whatever the computation fails with; it becomes the failure of this element alone
    R apply(A a) throws Exception;
}
