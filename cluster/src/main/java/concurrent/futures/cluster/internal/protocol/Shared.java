package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.Blob;
import java.util.List;

/// A value that many tasks use, as a worker reads it; an agent keeps it unread. It brings its definitions along, so
/// that workers can read it whatever they were sent.
///
/// @param definitions of the driver's dictionary from the first on, as many as the value needs
/// @param value encoded
public record Shared(List<byte[]> definitions, Blob value) {}
