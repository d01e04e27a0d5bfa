package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.internal.wire.Blob;
import java.util.List;

/// What came of a task, as a worker writes it; an agent passes it on unread. It needs nothing that was sent before,
/// since an outcome may be dropped on its way.
///
/// @param dictionary the number of the worker's dictionary, drawn by lot: a driver that has its definitions already
/// reads them no more
/// @param definitions of that dictionary from the first on, as many as the value needs
/// @param succeeded whether the value is the result; else it is a throwable
/// @param pid the worker's process
/// @param runNanos how long the task itself ran
/// @param value encoded
public record Outcome(
        long dictionary, List<byte[]> definitions, boolean succeeded, long pid, long runNanos, Blob value) {}
