package concurrent.futures.cluster.internal.engine;

/// What two nodes call a large value that goes from one to the other.
///
/// @param purpose a number of the protocol
/// @param number unique for the sender and the purpose
public record LargeId(int purpose, long number) {}
