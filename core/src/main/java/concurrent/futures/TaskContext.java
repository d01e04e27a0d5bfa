package concurrent.futures;

import concurrent.futures.internal.CurrentTask;
import concurrent.futures.spi.TaskScope;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What a running task can learn and tell about itself. Safe to use from any thread.
///
/// <!-- InterruptibleTask.java: task -->
/// ```java
/// static long sum(long limit) {
///     TaskContext context = TaskContext.current();
///     long sum = 0;
///     for (long i = 0; i < limit; i++) {
///         context.checkCancelled();
///         if (i % 1_000_000 == 0) {
///             context.progress(i, limit);
///         }
///         sum += i;
///     }
///     return sum;
/// }
/// ```
public final class TaskContext {
    private final TaskScope scope;

    private TaskContext(TaskScope scope) {
        this.scope = scope;
    }

    /// The context of the task that the calling thread runs.
    ///
    /// @return the context, valid until the task ends
    /// @throws IllegalStateException if the calling thread runs no task; a thread that a task started itself does not
    public static TaskContext current() {
        TaskScope scope = CurrentTask.scope();
        if (scope == null) {
            throw new IllegalStateException("no task runs in " + Thread.currentThread()
                    + ": take TaskContext.current() in the task's own thread, and hand it on");
        }
        return new TaskContext(scope.lasting());
    }

    /// Tells whether the task should stop: its future was cancelled, or its time limit hit.
    ///
    /// @return `true` from then on
    public boolean isCancelled() {
        return scope.isCancelled();
    }

    /// Throws if the task should stop; for long loops.
    ///
    /// @throws CancellationException if the future was cancelled, or the task's time limit hit
    public void checkCancelled() {
        if (scope.isCancelled()) {
            String name = scope.taskName();
            throw new CancellationException(
                    name == null ? "the task was cancelled" : "task " + name + " was cancelled");
        }
    }

    /// The name of the worker that runs the task.
    ///
    /// @return the thread's name, or the worker process's
    public String workerName() {
        return scope.workerName();
    }

    /// The name given by [TaskOptions#withName(String)].
    ///
    /// @return the name, or `null` if the task has none
    public @Nullable String taskName() {
        return scope.taskName();
    }

    /// Reports how far the task has come, which is seen where its executor is listened to, or [progress is
    /// shown][Futures#progress(java.util.Collection)]; also from another process. And it is a record of the
    /// [System.Logger] `concurrent.futures.progress`, level `DEBUG`.
    ///
    /// @param done what is done, at least 0
    /// @param total what there is to do; 0 or negative if it is not known
    /// @throws IllegalArgumentException if `done` is negative
    public void progress(long done, long total) {
        if (done < 0) {
            throw new IllegalArgumentException("done must be at least 0, but is " + done);
        }
        scope.progress(done, total);
    }

    /// The executor that runs this task.
    ///
    /// A task may submit to it, and wait for the futures: while it waits, its worker's slot is lent out, so that even a
    /// pool whose tasks all wait goes on.
    ///
    /// <!-- NestedTasks.java: tree -->
    /// ```java
    /// private static long size(Path folder) throws IOException {
    ///     Executor executor = TaskContext.current().executor();
    ///     List<Future<Long>> subfolders = new ArrayList<>();
    ///     long sum = 0;
    ///     try (Stream<Path> entries = Files.list(folder)) {
    ///         for (Path entry : (Iterable<Path>) entries::iterator) {
    ///             if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
    ///                 subfolders.add(executor.submit(() -> size(entry)));
    ///             } else {
    ///                 sum += Files.size(entry);
    ///             }
    ///         }
    ///     }
    ///     for (Future<Long> subfolder : subfolders) {
    ///         sum += subfolder.result();
    ///     }
    ///     return sum;
    /// }
    /// ```
    ///
    /// In a worker process the parent is asked, and the tasks run in any worker: a `submit` takes a round trip. There,
    /// tasks may submit one another up to 16 levels deep, since a task that waits holds its process; beyond that,
    /// `submit` throws a [java.util.concurrent.RejectedExecutionException]. `shutdownNow()` returns those tasks that
    /// were submitted from this process. The executor and its futures belong to this process: they can not be sent to
    /// another one.
    ///
    /// @return an executor on the same workers
    public Executor executor() {
        return scope.executor();
    }
}
