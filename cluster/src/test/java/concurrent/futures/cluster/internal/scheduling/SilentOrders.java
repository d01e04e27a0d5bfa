package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;

/// Does nothing of what it is told to.
///
/// @param <T> the type of the tasks
class SilentOrders<T extends ScheduledTask> implements Orders<T> {
    @Override
    public void greet(NodeId node, int workers) {}

    @Override
    public void limit(NodeId node, int workers) {}

    @Override
    public void wake(NodeId node) {}

    @Override
    public void lost(T task, NodeId node, String reason) {}

    @Override
    public void retried(T task, NodeId node) {}

    @Override
    public void answered(T task, boolean isBack) {}

    @Override
    public void stopped(T task) {}
}
