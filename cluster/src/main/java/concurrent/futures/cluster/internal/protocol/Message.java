package concurrent.futures.cluster.internal.protocol;

import java.util.List;

/// One message of one way; those of one sender come in order.
public sealed interface Message {
    /// The version of the messages. Nodes of different versions do not work with each other.
    int VERSION = 1;

    /// Which one it is about.
    ///
    /// @return the number of the session: drivers draw it by lot, so that it is unique in the cluster
    long session();

    /// What a driver may send.
    sealed interface ToAgent extends Message {}

    /// What an agent may send.
    sealed interface ToDriver extends Message {}

    // --- driver → agent

    /// Begins a session. The agent answers with [Welcome] or [Refused]. If it has the session already, that one is
    /// ended first, with all that is in it: the driver has thought it lost.
    ///
    /// @param session its number
    /// @param name of the executor, for people
    /// @param jars the class path, in order; see [Question.FetchJar]
    /// @param pool how the pool of the session is to be
    record Hello(long session, String name, List<Jar> jars, PoolOptions pool) implements ToAgent {
        /// Copies the list.
        public Hello {
            jars = List.copyOf(jars);
        }
    }

    /// The next definitions of the driver's dictionary, ahead of the first task that needs them.
    ///
    /// @param session of which
    /// @param first the number of the first one
    /// @param definitions their bytes, in order
    record Define(long session, int first, List<byte[]> definitions) implements ToAgent {}

    /// Tasks to run, unless they are taken back first.
    ///
    /// @param session of which
    /// @param tasks in the order in which they are to begin
    /// @param isWatched whether somebody wants to hear whether workers are busy, and what they use
    record Run(long session, List<TaskToRun> tasks, boolean isWatched) implements ToAgent {}

    /// Stop these, also if they run. Each is still answered, by [Done].
    ///
    /// @param session of which
    /// @param tasks their numbers
    record Cancel(long session, List<Long> tasks) implements ToAgent {}

    /// Take these back, unless they have begun. Answered by [Revoked]. In order with [Run]: the agent knows all of
    /// them, or has answered them already.
    ///
    /// @param session of which
    /// @param tasks their numbers
    record Revoke(long session, List<Long> tasks) implements ToAgent {}

    /// Take back some of those that would begin last. Answered by [Revoked], also if there are none.
    ///
    /// @param session of which
    /// @param count how many at most
    record RevokeLast(long session, int count) implements ToAgent {}

    /// How many workers the pool of the session may have at most, from now on.
    ///
    /// @param session of which
    /// @param workers 0 for none
    record Limit(long session, int workers) implements ToAgent {}

    /// What the driver says to the tasks of one worker; see [Letters].
    ///
    /// @param session of which
    /// @param line the number that the worker has drawn for what is said between it and the driver
    /// @param requiredDefinitions how many definitions of the dictionary are needed to read it
    /// @param content a letter; apart as [Purpose#TASK]
    record LetterToWorker(long session, long line, int requiredDefinitions, Content content) implements ToAgent {}

    /// The driver has a class loader no more: what belongs to it can be forgotten.
    ///
    /// @param session of which
    /// @param loader its number
    record ForgetLoader(long session, int loader) implements ToAgent {}

    /// No task can refer to a shared value any more.
    ///
    /// @param session of which
    /// @param number of the value
    record ForgetShared(long session, long number) implements ToAgent {}

    /// The session ends. Nothing comes after it.
    ///
    /// @param session which
    /// @param how what becomes of what is there
    record Goodbye(long session, Ending how) implements ToAgent {}

    /// How a session ends.
    enum Ending {
        /// All that was sent has been answered: the workers end in order.
        DONE,
        /// The workers are ended as by SIGTERM.
        TERMINATE,
        /// The workers are killed.
        KILL;
    }

    // --- agent → driver

    /// The session has begun.
    ///
    /// @param session which
    /// @param slots how many tasks of it run at once
    record Welcome(long session, int slots) implements ToDriver {}

    /// The session has not begun, or can not go on: its workers die when they start, its initializer failed, a jar
    /// did not come. What was sent and has not been told to have begun never will; the rest is not answered.
    ///
    /// @param session which
    /// @param reason for people
    /// @param failure what the initializer threw, as an [Outcome]; empty if it is something else
    record Refused(long session, String reason, Content failure) implements ToDriver {}

    /// How many tasks of the session may run at once from now on.
    ///
    /// @param session of which
    /// @param slots 0 if the agent drains: what it has it ends, and it takes nothing new
    record Slots(long session, int slots) implements ToDriver {}

    /// The answer to [Revoke] and [RevokeLast].
    ///
    /// @param session of which
    /// @param tasks those that will certainly never begin: they are not answered by [Done] any more
    /// @param kept those that were asked for and have begun, or ended: not of [RevokeLast]
    record Revoked(long session, List<Long> tasks, List<Long> kept) implements ToDriver {}

    /// These have begun.
    ///
    /// @param session of which
    /// @param tasks those of the newest attempts
    record Began(long session, List<Beginning> tasks) implements ToDriver {}

    /// How far a task has come.
    ///
    /// @param session of which
    /// @param task its number
    /// @param attempt which
    /// @param done what is done
    /// @param total what there is to do; 0 or negative if it is not known
    record Progress(long session, long task, int attempt, long done, long total) implements ToDriver {}

    /// Tasks have ended, their slots are free.
    ///
    /// @param session of which
    /// @param tasks in the order in which they ended
    record Done(long session, List<TaskEnded> tasks) implements ToDriver {}

    /// What the tasks of one worker say to the driver; see [Letters].
    ///
    /// @param session of which
    /// @param line the number that the worker has drawn for what is said between it and the driver
    /// @param content a letter; apart as [Purpose#OUTCOME]
    record LetterToDriver(long session, long line, Content content) implements ToDriver {}

    /// A worker is gone that has sent letters: there will be no more, and none reaches it.
    ///
    /// @param session of which
    /// @param line its number
    record HungUp(long session, long line) implements ToDriver {}

    /// A task has begun, or has ended, to wait for others of its executor: meanwhile its slot is lent. In order with
    /// the letters of its worker.
    ///
    /// @param session of which
    /// @param task its number
    /// @param attempt which
    /// @param begins whether it begins
    record Waits(long session, long task, int attempt, boolean begins) implements ToDriver {}

    /// The session has ended, as [Goodbye] asked for, and its workers are gone. Nothing comes after it.
    ///
    /// @param session which
    record Gone(long session) implements ToDriver {}

    /// Something happened to a worker process of the session.
    ///
    /// @param session of which
    /// @param event what
    /// @param worker its name
    /// @param pid its process
    /// @param workers how many there are now
    /// @param text why, or what it said; may be empty. Of a crash: the likely cause in the first line, and all that is
    ///     known in the others
    record WorkerTold(long session, WorkerEvent event, String worker, long pid, int workers, String text)
            implements ToDriver {}

    /// What a worker process of the session uses.
    ///
    /// @param session of which
    /// @param worker its name
    /// @param pid its process
    /// @param heapBytes how much of its heap is used; 0 as long as it is not known
    /// @param residentBytes how much memory it occupies; 0 where it is not known
    /// @param processorNanos how much time of processors it has used; 0 where it is not known
    record WorkerUses(long session, String worker, long pid, long heapBytes, long residentBytes, long processorNanos)
            implements ToDriver {}

    /// What can happen to a worker.
    enum WorkerEvent {
        /// Its process was started.
        STARTED,
        /// It waits for tasks.
        READY,
        /// It died, and should not have.
        CRASHED,
        /// It ended in order.
        RETIRED,
        /// Another one was started in its place.
        REPLACED,
        /// It has something to do.
        BUSY,
        /// It has nothing to do.
        IDLE,
        /// It printed a line.
        PRINTED;
    }
}
