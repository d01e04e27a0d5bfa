package concurrent.futures.event;

/// A task was accepted. Each element of a map is a task.
///
/// @param task the task
/// @param nanoTime when
public record TaskSubmitted(TaskInfo task, long nanoTime) implements TaskEvent {}
