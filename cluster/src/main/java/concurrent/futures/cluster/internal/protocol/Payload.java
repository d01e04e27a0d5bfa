package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.EncodedTask;

/// A task as a worker reads it; an agent passes it on unread. See [Values].
///
/// @param contextLoader the number of the context class loader that it is to have; 0 for the one of its class
/// @param task encoded, with the definitions of the driver's dictionary
public record Payload(int contextLoader, EncodedTask task) {}
