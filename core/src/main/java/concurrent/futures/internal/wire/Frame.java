package concurrent.futures.internal.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message between a parent and a worker. The kinds are closed: a `switch` over them needs no default.
///
/// ```
///   parent ──► worker    Setup  Define  Share  Forget  Run  Interrupt  ClassReply  ResourceReply  ForgetLoader
///                        Shutdown
///   worker ──► parent    Hello  Ready  SetupFailed  Define  Result  Failure  ClassRequest  ResourceRequest
///                        Progress  Exit  Goodbye
/// ```
///
/// Byte arrays and blobs inside a frame are not copied, and nobody writes to them.
public sealed interface Frame {
    /// What a parent may send.
    sealed interface FromParent extends Frame {}

    /// What a worker may send.
    sealed interface FromWorker extends Frame {}

    /// The worker's first frame; the only one that is allowed before the parent has seen the right secret.
    ///
    /// @param secret the one-time secret that the parent gave to this worker
    /// @param pid the worker's process id
    /// @param javaVersion the feature version of its Java
    @SuppressWarnings("ArrayRecordComponent") // frames are read once, never compared
    record Hello(byte[] secret, long pid, int javaVersion) implements FromWorker {}

    /// The parent's first frame: who the worker is, and what it does before its first task.
    ///
    /// @param workerName the worker's name
    /// @param settings what else it should know, by name
    /// @param initializer an encoded `Action`, run once; `null` for none
    record Setup(
            String workerName,
            Map<String, String> settings,
            @Nullable Blob initializer) implements FromParent {}

    /// The worker has done what [Setup] asked for.
    record Ready() implements FromWorker {}

    /// The initializer threw.
    ///
    /// @param failure an encoded throwable
    record SetupFailed(Blob failure) implements FromWorker {}

    /// The next definitions of the sender's dictionary; ahead of the first blob that needs them.
    ///
    /// @param firstId the number of the first one
    /// @param definitions their bytes, in order
    record Define(int firstId, List<byte[]> definitions) implements FromParent, FromWorker {}

    /// A value that many tasks use: the function of a `map`, a broadcast. Sent once per worker.
    ///
    /// @param id its number; never 0, never used again
    /// @param value the encoded value
    record Share(long id, Blob value) implements FromParent {}

    /// No further task uses the shared value of this number.
    record Forget(long id) implements FromParent {}

    /// A task to run, unless it is taken back first, which is not told by a frame but by its claim slot.
    ///
    /// @param task its number
    /// @param slot its slot in the worker's claim page
    /// @param attempt 1 for the first
    /// @param contextLoader the number of the context class loader that it is to have; 0 for the one of its own class
    /// @param flags for the two ends to agree on; not looked at here
    /// @param name what its options call it, if anything
    /// @param kind how it is called
    /// @param sharedFunction the number of a [Share]d function, or 0
    /// @param function the function; `null` exactly if it is a shared one
    /// @param arguments as many as `kind` takes
    record Run(
            long task,
            int slot,
            int attempt,
            int contextLoader,
            int flags,
            @Nullable String name,
            EncodedTask.Kind kind,
            long sharedFunction,
            @Nullable Blob function,
            List<Blob> arguments)
            implements FromParent {}

    /// Interrupt the thread of this task, if it is still running.
    record Interrupt(long task) implements FromParent {}

    /// The answer to a [ClassRequest].
    ///
    /// @param request its number
    /// @param definer the number of the class loader that has defined the class; -1 if there is none, or it can not be
    ///     had
    /// @param location where the class file was, as a URL; may be empty
    /// @param problem why the class can not be had; empty if there is no such class
    /// @param bytes the class file as plain bytes, see [Blob#ofBytes], if the loader that was asked has defined the
    ///     class; otherwise `null`
    record ClassReply(
            long request,
            int definer,
            String location,
            String problem,
            @Nullable Blob bytes) implements FromParent {}

    /// The answer to a [ResourceRequest].
    ///
    /// @param request its number
    /// @param first whether these come before what the worker finds by itself
    /// @param complete whether the class loader has answered
    /// @param contents of each resource of that name, as plain bytes, see [Blob#ofBytes]
    record ResourceReply(long request, boolean first, boolean complete, List<Blob> contents) implements FromParent {}

    /// The parent has a class loader no more: what belongs to it can be forgotten.
    ///
    /// @param loader its number
    record ForgetLoader(int loader) implements FromParent {}

    /// No more tasks come: end when those that were sent have ended.
    record Shutdown() implements FromParent {}

    /// A task ended with a value.
    ///
    /// @param task its number
    /// @param startNanos when it began, by the worker's `System.nanoTime`
    /// @param runNanos how long it ran
    /// @param value the encoded result
    record Result(long task, long startNanos, long runNanos, Blob value) implements FromWorker {}

    /// A task ended with a throwable, or its arguments or its result could not be read or written.
    ///
    /// @param task its number
    /// @param startNanos when it began, by the worker's `System.nanoTime`
    /// @param runNanos how long it ran
    /// @param throwable as an `ObjectEncoder` makes it
    record Failure(long task, long startNanos, long runNanos, Blob throwable) implements FromWorker {}

    /// The worker lacks a class.
    ///
    /// @param request its number, for the answer
    /// @param loader which class loader should know it, by the number of the dictionary's `LoaderNumbers`
    /// @param name its binary name, such as `com.acme.Job`
    record ClassRequest(long request, int loader, String name) implements FromWorker {}

    /// The worker lacks a resource.
    ///
    /// @param request its number, for the answer
    /// @param loader which class loader should know it
    /// @param name such as `com/acme/job.properties`
    record ResourceRequest(long request, int loader, String name) implements FromWorker {}

    /// How far a task has come.
    record Progress(long task, long done, long total) implements FromWorker {}

    /// The worker's JVM ends, since code in it called `System.exit`.
    ///
    /// @param caller who did, in words
    /// @param stack of the caller, from its call of `exit` on; empty if it is not known
    record Exit(String caller, List<StackTraceElement> stack) implements FromWorker {}

    /// The worker's last frame, if it gets to send one.
    ///
    /// @param exitCode what it is about to exit with
    /// @param reason why, in words
    record Goodbye(int exitCode, String reason) implements FromWorker {}
}
