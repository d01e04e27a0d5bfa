package concurrent.futures;

import concurrent.futures.internal.future.CompletionOrder;
import concurrent.futures.internal.future.WaitForMany;
import concurrent.futures.internal.progress.ShownFutures;
import concurrent.futures.internal.progress.Undertaking;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Waits for many futures at once; those of different executors may be mixed.
///
/// To take each as it ends, and know which one it is:
///
/// <!-- AsCompleted.java: loop -->
/// ```java
/// try (HttpClient client = HttpClient.newHttpClient();
///         Executor executor = new ThreadPoolExecutor(urls.length)) {
///     Map<Future<Integer>, String> futureToUrl = new HashMap<>();
///     for (String url : urls) {
///         futureToUrl.put(executor.submit(() -> fetch(client, url).length), url);
///     }
///     for (Future<Integer> future : Futures.asCompleted(futureToUrl.keySet())) {
///         String url = futureToUrl.get(future);
///         try {
///             IO.println(url + ": " + future.result() + " bytes");
///         } catch (TaskFailedException e) {
///             IO.println(url + " failed: " + e.getCause());
///         }
///     }
/// }
/// ```
///
/// To wait for one, and cancel the others:
///
/// <!-- FirstCompleted.java: wait -->
/// ```java
/// DoneAndNotDone<String> answers = Futures.waitFor(futures, ReturnWhen.FIRST_COMPLETED);
/// IO.println("first: " + answers.done().iterator().next().result());
/// for (Future<String> late : answers.notDone()) {
///     late.cancel(true);
/// }
/// ```
///
/// Duplicates count once. A cancelled future is done at once. The cost per ended future is constant, however many are
/// waited for.
public final class Futures {
    private Futures() {}

    /// Returns the futures in the order in which they end, without a time limit.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures; a snapshot is taken
    /// @return see [#asCompleted(Collection, Duration)]
    public static <T extends @Nullable Object> Iterable<Future<T>> asCompleted(
            Collection<? extends Future<T>> futures) {
        return new CompletionOrder<>(futures, null);
    }

    /// Returns the futures in the order in which they end: first those that have ended already, then the others, each
    /// as soon as it ends.
    ///
    /// `next()` blocks until a future ends. It throws [FutureTimeoutException] when the deadline has passed and no
    /// ended future is left to hand out; [WaitInterruptedException] if the thread was interrupted: the following
    /// `next()` waits again. Nothing is cancelled. No reference is kept to a future that was handed out. The iterable
    /// can be iterated once, by one thread at a time.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures; a snapshot is taken
    /// @param timeout the time for all of them, counted from this call; zero or negative: only those that have ended
    /// @return the futures, each once
    public static <T extends @Nullable Object> Iterable<Future<T>> asCompleted(
            Collection<? extends Future<T>> futures, Duration timeout) {
        return new CompletionOrder<>(futures, Objects.requireNonNull(timeout, "timeout"));
    }

    /// Shows people how far the futures have come, from this call until all have ended, and returns them in the order
    /// in which they end, as [#asCompleted(Collection)] does.
    ///
    /// There is a row for each [name][TaskOptions#withName(String)] of tasks; those without one are called after the
    /// method of their lambda, or their class. It tells how many have ended and failed, were attempted again, and run;
    /// how fast that goes, and how long it will take. What tasks [report][TaskContext#progress(long, long)] counts.
    ///
    /// It is drawn on standard error, if that is a terminal and the module `concurrent-futures-progress` is there; else
    /// a line is written now and then. The end of the iteration waits until the last state is shown, for a second at
    /// most. Whoever does not iterate sees the same. No reference is kept to a future that has ended.
    ///
    /// <!-- ShowingProgress.java: futures -->
    /// ```java
    /// for (Future<Long> future : Futures.progress(lengths)) {
    ///     total += future.result();
    /// }
    /// ```
    ///
    /// @param <T> the type of the results
    /// @param futures the futures; a snapshot is taken
    /// @return the futures, each once; to be iterated once, by one thread at a time
    public static <T extends @Nullable Object> Iterable<Future<T>> progress(Collection<? extends Future<T>> futures) {
        return ShownFutures.show(futures, null);
    }

    /// As [#progress(Collection)], in one row for all.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures; a snapshot is taken
    /// @param name says what is done
    /// @return the futures, each once; to be iterated once, by one thread at a time
    /// @throws IllegalArgumentException if the name is empty or blank
    public static <T extends @Nullable Object> Iterable<Future<T>> progress(
            Collection<? extends Future<T>> futures, String name) {
        return ShownFutures.show(futures, Undertaking.checkName(name));
    }

    /// Waits until all futures have ended.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures
    /// @return all of them, done
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    public static <T extends @Nullable Object> DoneAndNotDone<T> waitFor(Collection<? extends Future<T>> futures) {
        return WaitForMany.await(futures, ReturnWhen.ALL_COMPLETED, null);
    }

    /// Waits until the condition holds.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures
    /// @param when what to wait for
    /// @return the futures that have ended, and the others; more than the condition asks for may have ended
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    public static <T extends @Nullable Object> DoneAndNotDone<T> waitFor(
            Collection<? extends Future<T>> futures, ReturnWhen when) {
        return WaitForMany.await(futures, when, null);
    }

    /// Waits until the condition holds, or the time is up; it does not throw then.
    ///
    /// @param <T> the type of the results
    /// @param futures the futures
    /// @param when what to wait for
    /// @param timeout how long to wait; zero or negative: not at all
    /// @return the futures that have ended, and the others
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    public static <T extends @Nullable Object> DoneAndNotDone<T> waitFor(
            Collection<? extends Future<T>> futures, ReturnWhen when, Duration timeout) {
        return WaitForMany.await(futures, when, Objects.requireNonNull(timeout, "timeout"));
    }
}
