package concurrent.futures.event;

/// A task, as listeners know it.
///
/// @param executor the name of the executor
/// @param id its number among those of this executor that were watched, in the order in which they were submitted, from
///     1; the same in all events of a task
/// @param name that of [concurrent.futures.TaskOptions#withName(String)]; else the method of the lambda or method
///     reference, such as `Main.main` or `Thumbnails::scale`, or the class of the task. Tasks that do the same have the
///     same name
public record TaskInfo(String executor, long id, String name) {}
