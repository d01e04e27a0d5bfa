package concurrent.futures.internal.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message between a parent and a worker. The kinds are closed: a `switch` over them needs no default.
///
/// ```
///   parent ──► worker    Setup  Define  Share  Forget  Run  Elements  Interrupt  ClassReply  ResourceReply
///                        ForgetLoader  Reply  Ended  LogPublished  Measure  Shutdown
///   worker ──► parent    Hello  Ready  SetupFailed  Define  Result  Failure  Values  ClassRequest
///                        ResourceRequest  ShareRequest  Progress  Submit  Ask  Waiting  Log  Overgrown  Measured
///                        Exit  Goodbye
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

    /// A value that many tasks use. Sent once per worker: the function of a `map` ahead of its first task, a broadcast
    /// when it is asked for by a [ShareRequest].
    ///
    /// @param id its number; never 0, never used again; negative for a broadcast
    /// @param value the encoded value
    record Share(long id, Blob value) implements FromParent {}

    /// No further task uses the shared value of this number; the answer to a [ShareRequest] where there is none.
    record Forget(long id) implements FromParent {}

    /// Tasks to run, one after the other, each unless it is taken back first, which is not told by a frame but by their
    /// claim. They are alike in all but their blobs.
    ///
    /// @param task the number of the first one; the others have those after it
    /// @param contextLoader the number of the context class loader that they are to have; 0 for the one of their class
    /// @param depth how many tasks submitted one another above them; 0 for those that the parent submitted
    /// @param name what their options call them, if anything
    /// @param kind how they are called
    /// @param sharedFunction the number of a [Share]d function, or 0
    /// @param blobs for each task its function, unless that is a shared one, and as many arguments as `kind` takes
    record Run(
            long task,
            int contextLoader,
            int depth,
            @Nullable String name,
            EncodedTask.Kind kind,
            long sharedFunction,
            List<Blob> blobs)
            implements FromParent {
        /// How many blobs each task has: at least one.
        public int blobsPerTask() {
            return kind.arguments() + (sharedFunction == 0 ? 1 : 0);
        }

        /// How many tasks there are.
        public int count() {
            return blobs.size() / blobsPerTask();
        }
    }

    /// Run elements of a map whose arguments are simple values, one after the other: as [Run], with less to do for
    /// each.
    ///
    /// @param task the number of the first one; those of the others follow it
    /// @param contextLoader the number of the class loader that is to be their thread's context class loader
    /// @param name what the options call them, or `null`
    /// @param kind how the function is called, with one argument or two
    /// @param sharedFunction the number of a [Share]d function
    /// @param count how many there are
    /// @param arguments those of all, see [PackedValues]
    /// @param from where the first one's begin
    /// @param to the place behind those of the last one
    @SuppressWarnings("ArrayRecordComponent") // frames are read once, never compared
    record Elements(
            long task,
            int contextLoader,
            @Nullable String name,
            EncodedTask.Kind kind,
            long sharedFunction,
            int count,
            byte[] arguments,
            int from,
            int to)
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

    /// Records of [Log] frames have been published: the worker may send as much again.
    ///
    /// @param cost of these records, as both ends reckon it
    record LogPublished(long cost) implements FromParent {}

    /// Tell how much memory you use, by [Measured].
    record Measure() implements FromParent {}

    /// No more tasks come: end when those that were sent have ended.
    record Shutdown() implements FromParent {}

    /// A task ended.
    sealed interface Answer extends FromWorker {
        /// Its number.
        long task();

        /// When it began, by the worker's `System.nanoTime`.
        long startNanos();

        /// How long it ran.
        long runNanos();

        /// What came of it: an encoded value or throwable.
        Blob outcome();
    }

    /// A task ended with a value.
    ///
    /// @param task its number
    /// @param startNanos when it began, by the worker's `System.nanoTime`
    /// @param runNanos how long it ran
    /// @param outcome the encoded result
    record Result(long task, long startNanos, long runNanos, Blob outcome) implements Answer {}

    /// A task ended with a throwable, or its arguments or its result could not be read or written.
    ///
    /// @param task its number
    /// @param startNanos when it began, by the worker's `System.nanoTime`
    /// @param runNanos how long it ran
    /// @param outcome a throwable, as an `ObjectEncoder` makes it
    record Failure(long task, long startNanos, long runNanos, Blob outcome) implements Answer {}

    /// Elements of a map ended with values that are simple. Each is published by itself; those that are found in a row
    /// are read as one of these.
    ///
    /// @param first the number of the first element; those of the others follow it
    /// @param count how many there are
    /// @param values their values, and room behind them
    /// @param nanos how long elements took, each: the most that was measured among these; 0 if nothing was
    /// @param measured how often that was measured
    @SuppressWarnings("ArrayRecordComponent") // frames are read once, never compared
    record Values(long first, int count, @Nullable Object[] values, long nanos, int measured) implements FromWorker {
        /// The answer to one of the elements, as a frame of its own.
        ///
        /// @param index from 0
        public Result answer(int index) {
            return new Result(first + index, System.nanoTime(), nanos, PackedValues.blob(values[index]));
        }
    }

    /// The worker lacks a broadcast value. The parent answers with [Share] or [Forget].
    ///
    /// @param id its number
    record ShareRequest(long id) implements FromWorker {}

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

    /// Something was logged in the worker.
    ///
    /// @param logger the logger's name
    /// @param levelName the name of the level
    /// @param level its value, as `java.util.logging` has it
    /// @param seconds when it was logged, since 1970
    /// @param nanos likewise, within the second
    /// @param thread the number of the thread
    /// @param sourceClass the class that logged it, if that is known
    /// @param sourceMethod its method, if that is known
    /// @param text the message, formatted
    /// @param thrown an encoded throwable, or `null`
    record Log(
            String logger,
            String levelName,
            int level,
            long seconds,
            int nanos,
            long thread,
            @Nullable String sourceClass,
            @Nullable String sourceMethod,
            String text,
            @Nullable Blob thrown)
            implements FromWorker {}

    /// How far a task has come.
    record Progress(long task, long done, long total) implements FromWorker {}

    /// A task submits tasks to the pool that runs it. The parent answers with a [Reply], and later, for each task, with
    /// [Ended].
    ///
    /// @param request its number, for the answer
    /// @param first the number of the first task, never used before by this worker; the others have those after it
    /// @param depth how many tasks submitted one another above them: at least 1
    /// @param options how they are run
    /// @param kind how the function is called
    /// @param function the function
    /// @param count how many tasks
    /// @param arguments of all tasks, one task behind the other: for each as many as `kind` takes
    record Submit(
            long request,
            long first,
            int depth,
            Options options,
            EncodedTask.Kind kind,
            Blob function,
            int count,
            List<Blob> arguments)
            implements FromWorker {}

    /// The options of tasks that a worker submits.
    ///
    /// @param name what they are called, if anything
    /// @param timeoutNanos the time limit; negative for none
    /// @param retries how many further attempts
    /// @param argumentSummary whether it is told what their arguments are
    /// @param arguments what is told instead, if anything
    record Options(
            @Nullable String name,
            long timeoutNanos,
            int retries,
            boolean argumentSummary,
            @Nullable String arguments) {}

    /// Something that a worker asks or wants of the pool. The parent answers with a [Reply].
    ///
    /// @param request its number, for the answer
    /// @param question what
    /// @param task the number of the submitted task that it is about, or 0
    record Ask(long request, Question question, long task) implements FromWorker {}

    /// What can be asked; see [Ask].
    enum Question {
        /// The most workers: a number.
        MAX_WORKERS(1),
        /// The statistics: their numbers in the order of the record's components.
        STATISTICS(2),
        /// Whether the pool was shut down: 0 or 1.
        IS_SHUTDOWN(3),
        /// Whether the pool has terminated: 0 or 1.
        IS_TERMINATED(4),
        /// Cancel all that has not begun: how many.
        CANCEL_PENDING(5),
        /// Take no more work: nothing.
        SHUTDOWN(6),
        /// Take no more work and stop what is there: the numbers of this worker's submitted tasks that never began.
        SHUTDOWN_NOW(7),
        /// Cancel the task unless it has begun: 0 or 1.
        CANCEL_UNLESS_BEGUN(8),
        /// Cancel the task, and stop it if it runs: 0 or 1.
        CANCEL(9),
        /// Whether the task has begun: 0 or 1.
        HAS_BEGUN(10),
        /// How far the task has come: how often it was attempted again, and of the last attempt what was reported last,
        /// done and total; nothing if there is nothing to tell.
        PROGRESS(11);

        private static final Question[] QUESTIONS = values();

        private final int code;

        Question(int code) {
            this.code = code;
        }

        /// What stands for it in a frame.
        int code() {
            return code;
        }

        static Question of(int code) {
            for (Question question : QUESTIONS) {
                if (question.code == code) {
                    return question;
                }
            }
            throw new WireFormatException(
                    "Question " + code + " is unknown: the questions are " + MAX_WORKERS.code + " to " + PROGRESS.code);
        }
    }

    /// The task that the worker runs begins or ends to wait for a task that it has submitted.
    record Waiting(boolean begins) implements FromWorker {}

    /// The answer to a [Submit] or an [Ask].
    ///
    /// @param request its number
    /// @param failure the encoded throwable with which it was refused, or `null`
    /// @param numbers what was asked for; empty if there is nothing to tell
    @SuppressWarnings("ArrayRecordComponent") // frames are read once, never compared
    record Reply(long request, @Nullable Blob failure, long[] numbers) implements FromParent {}

    /// A task that the worker had submitted has ended: with a value, a failure, or, if both are `null`, cancelled.
    ///
    /// @param task its number
    /// @param value the encoded result, or `null`
    /// @param failure the encoded throwable, or `null`
    record Ended(long task, @Nullable Blob value, @Nullable Blob failure) implements FromParent {}

    /// The worker holds more memory than it may, and begins no more tasks.
    ///
    /// @param bytes that it holds, after a collection
    record Overgrown(long bytes) implements FromWorker {}

    /// The answer to [Measure].
    ///
    /// @param heapBytes how much of the heap is used, garbage included
    record Measured(long heapBytes) implements FromWorker {}

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
