package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;

/// What a scheduler wants to be done. Its methods are called in the midst of the scheduler's: they only take note.
///
/// @param <T> the type of the tasks
public interface Orders<T extends ScheduledTask> {
    /// Begin the session at an agent.
    ///
    /// @param node which
    /// @param workers how many it may have at most
    void greet(NodeId node, int workers);

    /// Tell an agent how many workers it may have at most.
    ///
    /// @param node which
    /// @param workers 0 for none
    void limit(NodeId node, int workers);

    /// There is something for an agent: see [Scheduler#take].
    ///
    /// @param node which
    void wake(NodeId node);

    /// Likewise, and it is the first task of an agent that has nothing to do, and waits for it.
    ///
    /// @param node which
    default void wakeIdle(NodeId node) {
        wake(node);
    }

    /// The agent is lost that may have begun the task, which is not to be tried again: the task is over.
    ///
    /// @param task which
    /// @param node that had it
    /// @param reason why the node is thought to be lost
    void lost(T task, NodeId node, String reason);

    /// The agent is lost that may have begun the task, and it is tried again.
    ///
    /// @param task which
    /// @param node that had it
    void retried(T task, NodeId node);

    /// An agent has answered whether it gives a task back that was to end; or has been lost, and the task counts as
    /// begun.
    ///
    /// @param task which
    /// @param isBack whether it has never begun, and is over
    void answered(T task, boolean isBack);

    /// A task that was to be stopped is not at its agent any more: it is over.
    ///
    /// @param task which
    void stopped(T task);
}
