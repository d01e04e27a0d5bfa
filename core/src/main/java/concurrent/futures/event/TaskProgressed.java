package concurrent.futures.event;

/// A task has told how far it has come: [concurrent.futures.TaskContext#progress(long, long)]. Of reports that follow
/// each other fast, some may be left out.
///
/// @param task the task
/// @param nanoTime when
/// @param done what is done, at least 0
/// @param total what there is to do; 0 or negative if it is not known
public record TaskProgressed(TaskInfo task, long nanoTime, long done, long total) implements TaskEvent {}
