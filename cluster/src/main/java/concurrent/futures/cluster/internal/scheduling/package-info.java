/// Which agent gets which task: a state machine without threads, clock or messages.
///
/// Events go in by method calls, each with the time where that matters; what is to be done comes out through
/// [concurrent.futures.cluster.internal.scheduling.Orders]. Whoever owns a scheduler holds a lock around each call.
package concurrent.futures.cluster.internal.scheduling;
