package concurrent.futures.internal.map;

import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The input of a map: for each element, or pair of elements, the task to do.
///
/// @param <R> the type of the results
public final class MapInput<R extends @Nullable Object> implements Iterable<TaskBody<R>> {
    private static final long UNKNOWN = -1;

    private final Supplier<Iterator<TaskBody<R>>> reader;
    private final LongSupplier size;
    private final boolean isAtHand;

    private MapInput(Supplier<Iterator<TaskBody<R>>> reader, LongSupplier size, boolean isAtHand) {
        this.reader = reader;
        this.size = size;
        this.isAtHand = isAtHand;
    }

    /// Whether reading waits for nothing: so some elements can be read before the first of them is submitted.
    boolean isAtHand() {
        return isAtHand;
    }

    /// Whether it is a collection of the JDK whose iterator waits for nothing, and runs no foreign code.
    private static boolean isAtHand(Iterable<?> items) {
        Class<?> type = items.getClass();
        return type == ArrayList.class
                || type == List.of().getClass()
                || type == List.of(1).getClass()
                || type == Arrays.asList().getClass()
                || type == Set.of().getClass()
                || type == Set.of(1).getClass()
                || type == LinkedList.class
                || type == ArrayDeque.class
                || type == HashSet.class
                || type == LinkedHashSet.class
                || type == TreeSet.class;
    }

    @Override
    public Iterator<TaskBody<R>> iterator() {
        return reader.get();
    }

    /// How many tasks there are, as far as that can be asked without reading.
    ///
    /// @return their number; -1 if it is not known
    long size() {
        return size.getAsLong();
    }

    private static long sizeOf(Iterable<?> items) {
        return items instanceof Collection<?> known ? known.size() : UNKNOWN;
    }

    private static long shorter(long one, long other) {
        return one == UNKNOWN || other == UNKNOWN ? UNKNOWN : Math.min(one, other);
    }

    /// The tasks for single elements.
    ///
    /// @param <A> the type of the elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param items the elements
    /// @return begins to read when it is applied
    public static <A extends @Nullable Object, R extends @Nullable Object> MapInput<R> of(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items) {
        return new MapInput<>(
                () -> {
                    Iterator<? extends A> input = items.iterator();
                    return reading(input::hasNext, () -> new TaskBody.Apply<A, R>(fn, input.next()));
                },
                () -> sizeOf(items),
                isAtHand(items));
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
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> MapInput<R> of(
            TaskBiFunction<? super A, ? super B, ? extends R> fn, Iterable<? extends A> as, Iterable<? extends B> bs) {
        return new MapInput<>(
                () -> {
                    Iterator<? extends A> first = as.iterator();
                    Iterator<? extends B> second = bs.iterator();
                    return reading(
                            () -> first.hasNext() && second.hasNext(),
                            () -> new TaskBody.BiApply<A, B, R>(fn, first.next(), second.next()));
                },
                () -> shorter(sizeOf(as), sizeOf(bs)),
                isAtHand(as) && isAtHand(bs));
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
