package concurrent.futures.event;

/// More has happened than the listeners have heard in time.
///
/// @param executor the name of the executor
/// @param nanoTime when this was noticed
/// @param tasks of how many tasks nothing was told, since the last such event
/// @param events how many other events were dropped, since the last such event
public record EventsDropped(String executor, long nanoTime, long tasks, long events) implements ExecutorEvent {}
