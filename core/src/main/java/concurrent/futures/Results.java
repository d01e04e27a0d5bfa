package concurrent.futures;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The results of a [map][Executor#map(TaskFunction, Iterable)], one for each element.
///
/// They can be taken once, by one of [#iterator()], [#stream()] and [#toList()]. Each result waits for its own task
/// alone. Where an element failed, `next()` throws its exception as [Future#result()] does, and the following `next()`
/// goes on with the next element. One thread at a time may iterate; [#close()] may be called from any thread.
///
/// <!-- FailingElements.java: loop -->
/// ```java
/// try (Executor executor = new ThreadPoolExecutor()) {
///     Iterator<Integer> results =
///             executor.map(FailingElements::twice, numbers).iterator();
///     while (results.hasNext()) {
///         try {
///             IO.println(results.next());
///         } catch (IllegalArgumentException e) {
///             IO.println("failed: " + e.getMessage());
///         }
///     }
/// }
/// ```
///
/// @param <R> the type of the results
public interface Results<R extends @Nullable Object> extends Iterable<R>, AutoCloseable {
    /// Returns the iterator over the results.
    ///
    /// Its `next()` blocks until the element's task has ended; it throws
    /// - the element's exception, as [Future#result()] does,
    /// - [FutureTimeoutException] if the map's time is up and the element has not ended: what has not started is then
    ///   cancelled, and there are no more elements,
    /// - [WaitInterruptedException] if the waiting thread was interrupted: the element is not lost, the following
    ///   `next()` waits for it again,
    /// - what the input's iterator throws, when it is read in the course of the iteration: after the results of all
    ///   elements that were read before; there are then no more elements. The same for a
    ///   [java.util.concurrent.RejectedExecutionException] of an executor that was shut down with input left.
    ///
    /// @return the only iterator
    /// @throws IllegalStateException if the results were asked for before
    @Override
    Iterator<R> iterator();

    /// Returns the results as a sequential stream, which closes these results when it is closed.
    ///
    /// @return the only stream
    /// @throws IllegalStateException if the results were asked for before
    Stream<R> stream();

    /// Waits for all results.
    ///
    /// The first failing element's exception is thrown, and what has not started is then cancelled.
    ///
    /// @return all results, in an unmodifiable list; elements may be `null`
    /// @throws IllegalStateException if the results were asked for before
    List<R> toList();

    /// Shows people how far the map has come, from now until all elements have ended, or these results are closed: how
    /// many have ended and failed, were attempted again, and run; how fast that goes, and how long it will take.
    ///
    /// It is drawn on standard error, if that is a terminal and the module `concurrent-futures-progress` is there; else
    /// a line is written now and then. All else is as it would be without: what is read ahead, and what is thrown. The
    /// end of the iteration waits until the last state is shown, for a second at most.
    ///
    /// <!-- ShowingProgress.java: map -->
    /// ```java
    /// try (Results<String> digests =
    ///         executor.map(ShowingProgress::digest, files).withProgress("digest")) {
    ///     digests.forEach(IO::println);
    /// }
    /// ```
    ///
    /// How many elements there are is known if the input is a [java.util.Collection]; else it is shown once the input
    /// has ended.
    ///
    /// @param name says what is done
    /// @return these results
    /// @throws IllegalArgumentException if the name is empty or blank
    /// @throws IllegalStateException if the results were asked for before, or are shown already
    Results<R> withProgress(String name);

    /// As [#withProgress(String)], where it is known how many elements the input has.
    ///
    /// @param name says what is done
    /// @param total how many elements there are; negative if that is not known
    /// @return these results
    /// @throws IllegalArgumentException if the name is empty or blank
    /// @throws IllegalStateException if the results were asked for before, or are shown already
    Results<R> withProgress(String name, long total);

    /// Cancels what has not started. The iterator then reports no more elements; running tasks go on.
    ///
    /// Does not block. Further calls have no effect.
    @Override
    void close();
}
