package concurrent.futures.internal.map;

import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.spi.TaskBody;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The input of a map: for each element, or pair of elements, the task to do.
public final class MapInput {
    private MapInput() {}

    /// The tasks for single elements.
    ///
    /// @param <A> the type of the elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param items the elements
    /// @return begins to read when it is applied
    public static <A extends @Nullable Object, R extends @Nullable Object> Iterable<TaskBody<R>> of(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items) {
        return () -> {
            Iterator<? extends A> input = items.iterator();
            return reading(input::hasNext, () -> new TaskBody.Apply<A, R>(fn, input.next()));
        };
    }

    /// The tasks for pairs of elements, up to the end of the shorter input.
    ///
    /// @param <A> the type of the first elements
    /// @param <B> the type of the second elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param as the first elements
    /// @param bs the second elements
    /// @return begins to read when it is applied
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Iterable<TaskBody<R>> of(
                    TaskBiFunction<? super A, ? super B, ? extends R> fn,
                    Iterable<? extends A> as,
                    Iterable<? extends B> bs) {
        return () -> {
            Iterator<? extends A> first = as.iterator();
            Iterator<? extends B> second = bs.iterator();
            return reading(
                    () -> first.hasNext() && second.hasNext(),
                    () -> new TaskBody.BiApply<A, B, R>(fn, first.next(), second.next()));
        };
    }

    private static <R extends @Nullable Object> Iterator<TaskBody<R>> reading(
            BooleanSupplier more, Supplier<TaskBody<R>> read) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return more.getAsBoolean();
            }

            @Override
            public TaskBody<R> next() {
                return read.get();
            }
        };
    }
}
