package concurrent.futures;

import concurrent.futures.internal.future.CompletionOrder;
import concurrent.futures.internal.future.WaitForMany;
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
