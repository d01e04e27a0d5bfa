package concurrent.futures.event;

import org.jspecify.annotations.Nullable;

/// A task, as listeners know it.
///
/// @param executor the name of the executor
/// @param id its number among those of this executor that were watched, in the order in which they were submitted, from
///     1; the same in all events of a task
/// @param name that of [concurrent.futures.TaskOptions#withName(String)]; else the method of the lambda or method
///     reference, such as `Main.main` or `Thumbnails::scale`, or the class of the task. Tasks that do the same have the
///     same name
/// @param arguments what its arguments are, on one line of at most some 200 characters; `null` unless
///     [asked for][concurrent.futures.TaskOptions#withArgumentSummary()], or if there is nothing to tell
public record TaskInfo(
        String executor, long id, String name, @Nullable String arguments) {
    /// Makes a task of whose arguments nothing is told.
    ///
    /// @param executor the name of the executor
    /// @param id its number
    /// @param name what it is called
    public TaskInfo(String executor, long id, String name) {
        this(executor, id, name, /* arguments= */ null);
    }
}
