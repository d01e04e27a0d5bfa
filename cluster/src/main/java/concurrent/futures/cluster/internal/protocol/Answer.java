package concurrent.futures.cluster.internal.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The answer to a [Question].
public sealed interface Answer {
    /// Those that have begun, and have not ended.
    ///
    /// @param tasks of those that were asked for
    record Begun(List<Beginning> tasks) implements Answer {}

    /// How an agent is.
    ///
    /// @param slots how many tasks run at once
    /// @param sessions how many drivers' executors it has
    /// @param running tasks of all of them
    /// @param waiting tasks of all of them
    /// @param done tasks that have ended, ever
    /// @param workers processes
    /// @param heapBytes used by the agent itself
    /// @param draining whether it takes nothing new
    record Status(
            int slots, int sessions, int running, int waiting, long done, int workers, long heapBytes, boolean draining)
            implements Answer {}

    /// Who has defined a class, and its class file if that is the loader that was asked; as
    /// `concurrent.futures.internal.shipping.FoundClass`.
    ///
    /// @param definer the number of the loader; -1 if there is none, or it can not be had
    /// @param location where the class file was, as a URL; may be empty
    /// @param bytes the class file, or `null`
    /// @param problem why it can not be had; empty if there is no such class
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record ClassFile(int definer, String location, byte @Nullable [] bytes, String problem) implements Answer {}

    /// The resources of a name; as `concurrent.futures.internal.shipping.FoundResources`.
    ///
    /// @param first whether they come before those that the other side has
    /// @param contents of each
    /// @param complete whether the loader has answered
    record Resources(boolean first, List<byte[]> contents, boolean complete) implements Answer {}

    /// Bytes that were asked for.
    ///
    /// @param found whether there are such
    /// @param content the bytes
    record Fetched(boolean found, Content content) implements Answer {}
}
