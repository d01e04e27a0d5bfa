package concurrent.futures.cluster.internal.protocol;

/// An attempt has begun.
///
/// @param task its number
/// @param attempt which
/// @param worker the name of the worker, without the node
public record Beginning(long task, int attempt, String worker) {}
