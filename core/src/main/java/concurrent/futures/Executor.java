package concurrent.futures;

import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// Takes tasks and hands back futures, whatever runs the tasks: threads, virtual threads, worker processes.
///
/// [ThreadPoolExecutor] and [ProcessPoolExecutor] are the two kinds. A program that is written for this interface
/// runs on both:
///
/// <!-- OnThreads.java: program -->
/// ```java
/// static void countLines(String... files) {
///     try (Executor executor = new ThreadPoolExecutor()) {
///         Results<String> results = executor.map(file -> describe(file), List.of(files));
///         results.forEach(IO::println);
///     }
/// }
///
/// static String describe(String file) throws IOException {
///     try (Stream<String> lines = Files.lines(Path.of(file))) {
///         return file + ": " + lines.count() + " lines";
///     }
/// }
/// ```
///
/// An executor has the life cycle of an [ExecutorService]:
/// - [#close()] waits for everything accepted, as Python's `with` does,
/// - [#shutdown()] refuses new work and returns at once,
/// - `shutdown(); cancelPending();` is Python's `shutdown(wait=False, cancel_futures=True)`,
/// - [#shutdownNow()] cancels what is pending, stops what is running, and returns the tasks that never began.
///
/// All four may be called many times, in any order, from any thread, from a callback and from inside a task, and never
/// deadlock: called from a task or a callback that this executor runs, `close()` shuts down and does not wait for what
/// could only end after it. An executor that is not closed neither loses accepted work nor keeps the JVM alive once
/// that work is done.
///
/// Where `try` with resources does not fit, step by step:
///
/// <!-- ExplicitShutdown.java: shutdown -->
/// ```java
/// Executor executor = new ThreadPoolExecutor(1);
/// Future<String> running = executor.submit(() -> {
///     started.countDown();
///     finish.await();
///     return "finished";
/// });
/// Future<String> queued = executor.submit(() -> "never runs");
/// started.await();
///
/// executor.shutdown();
/// try {
///     executor.submit(() -> "too late");
/// } catch (RejectedExecutionException e) {
///     IO.println("refused after shutdown()");
/// }
/// IO.println("cancelPending(): " + executor.cancelPending() + ", queued: " + queued.state());
///
/// finish.countDown();
/// IO.println("awaitTermination(): " + executor.awaitTermination(10, TimeUnit.SECONDS));
/// IO.println("the running task " + running.result());
/// ```
///
/// All methods are safe to call from any thread. A task is refused with a
/// [java.util.concurrent.RejectedExecutionException] after shutdown, and with a [BrokenExecutorException] when the
/// executor can not go on. `null` tasks, functions and inputs are refused with a [NullPointerException].
public interface Executor extends ExecutorService {
    /// Submits a task. A lambda with a result picks this overload, and can so travel to another process.
    ///
    /// Never blocks. What the task refers to is a snapshot, taken now, where it runs in another process.
    ///
    /// @param <T> the type of the result
    /// @param task the task
    /// @return the future of its result
    <T extends @Nullable Object> Future<T> submit(Task<T> task);

    /// Submits a task without a result. A lambda without a result picks this overload.
    ///
    /// @param action the task
    /// @return a future, whose result is `null`
    Future<?> submit(Action action);

    /// Submits a task. For a process pool it must be serializable.
    ///
    /// @param <T> the type of the result
    /// @param task the task
    /// @return the future of its result
    @Override
    <T extends @Nullable Object> Future<T> submit(Callable<T> task);

    /// Submits a task without a result. For a process pool it must be serializable.
    ///
    /// @param task the task
    /// @return a future, whose result is `null`
    @Override
    Future<?> submit(Runnable task);

    /// Submits a task with a result that is known beforehand.
    ///
    /// @param <T> the type of the result
    /// @param task the task
    /// @param result the result of the future; it does not travel
    /// @return a future, whose result is the given one
    @Override
    <T extends @Nullable Object> Future<T> submit(Runnable task, T result);

    /// Applies a function to each element, with the default options.
    ///
    /// @param <A> the type of the elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param items the elements; all are read and submitted now
    /// @return the results, in the order of the elements
    default <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items) {
        return map(fn, items, MapOptions.defaults());
    }

    /// Applies a function to each element.
    ///
    /// Submits eagerly: all elements, or with a buffer size that many, and then one more for each result taken.
    ///
    /// @param <A> the type of the elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param items the elements
    /// @param options chunk size, buffer size, time limit, order
    /// @return the results
    <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions options);

    /// Applies a function to pairs of elements, with the default options; stops at the shorter input.
    ///
    /// @param <A> the type of the first elements
    /// @param <B> the type of the second elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param as the first elements
    /// @param bs the second elements
    /// @return the results, in the order of the elements
    default <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskBiFunction<? super A, ? super B, ? extends R> fn, Iterable<? extends A> as, Iterable<? extends B> bs) {
        return map(fn, as, bs, MapOptions.defaults());
    }

    /// Applies a function to pairs of elements; stops at the shorter input.
    ///
    /// <!-- MapTwoInputs.java: pairs -->
    /// ```java
    /// List<String> fruits = List.of("apples", "pears", "plums", "one too many");
    /// List<Integer> counts = List.of(3, 5, 7);
    /// MapOptions options = MapOptions.defaults().withChunkSize(2).withTimeout(Duration.ofSeconds(30));
    /// try (Executor executor = new ThreadPoolExecutor()) {
    ///     Results<String> results = executor.map((fruit, count) -> count + " " + fruit, fruits, counts, options);
    ///     IO.println(results.toList());
    /// }
    /// ```
    ///
    /// @param <A> the type of the first elements
    /// @param <B> the type of the second elements
    /// @param <R> the type of the results
    /// @param fn the function
    /// @param as the first elements
    /// @param bs the second elements
    /// @param options chunk size, buffer size, time limit, order
    /// @return the results
    <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskBiFunction<? super A, ? super B, ? extends R> fn,
            Iterable<? extends A> as,
            Iterable<? extends B> bs,
            MapOptions options);

    /// Returns a view on the same workers, which uses the given options for every submit and map.
    ///
    /// The options replace those of this view as a whole. Closing the view closes the executor.
    ///
    /// @param options name, time limit, retries
    /// @return a view
    Executor with(TaskOptions options);

    /// The most workers that run tasks at the same time.
    ///
    /// @return at least 1; [Integer#MAX_VALUE] for no limit
    int maxWorkers();

    /// Cancels every future that has not started.
    ///
    /// @return how many were cancelled by this call
    int cancelPending();

    /// Adds a listener, which hears what happens in this executor from now on: to its tasks, as far as they are
    /// submitted from now on, and to its workers. Those of a view are those of the executor.
    ///
    /// The listener is called in a thread of the executor's own. It holds up no work, however slow it is, and as long
    /// as there is none, nothing is spent on events. It stays until it is removed, or the executor has ended: a
    /// listener that refers to the executor keeps it from being taken for forgotten. Of an executor that has ended
    /// nothing is heard any more.
    ///
    /// In a worker process, the executor that runs the task takes no listeners.
    ///
    /// <!-- Watching.java: listener -->
    /// ```java
    /// private static void tell(ExecutorEvent event) {
    ///     switch (event) {
    ///         case TaskEnded end -> IO.println(end.task().name() + ": " + end.outcome());
    ///         case WorkerCrashed crash -> IO.println("a worker died: " + crash.cause());
    ///         default -> {}
    ///     }
    /// }
    ///
    /// private static void run() {
    ///     try (Executor executor = new ProcessPoolExecutor(1)) {
    ///         executor.addListener(event -> tell(event));
    ///         executor.submit(() -> 6 * 7);
    ///         executor.submit(() -> Integer.parseInt("seven"));
    ///         executor.with(TaskOptions.defaults().withName("fatal"))
    ///                 .submit(() -> Runtime.getRuntime().halt(3));
    ///     }
    /// }
    /// ```
    ///
    /// @param listener what is to hear it
    /// @return removes it
    /// @throws UnsupportedOperationException if this executor tells nothing
    default ListenerRegistration addListener(ExecutorListener listener) {
        throw new UnsupportedOperationException(this + " tells nothing of its work: it has no listeners");
    }

    /// What this executor has done and is doing.
    ///
    /// @return an immutable snapshot
    ExecutorStatistics statistics();

    /// Cancels what is pending, stops what is running, and refuses new work.
    ///
    /// On threads, those that run tasks are interrupted; in a process pool, running tasks are cancelled and stopped.
    /// Returns at once.
    ///
    /// @return the tasks that never began
    @Override
    List<Runnable> shutdownNow();
}
