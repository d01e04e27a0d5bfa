package concurrent.futures.cluster.internal.agent;

import concurrent.futures.Future;
import concurrent.futures.cluster.internal.protocol.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes back tasks of a session that have not begun, or stops them, for the driver, or since the agent leaves.
final class Revocations {
    private final Session session;
    private final SessionOutbox outbox;

    Revocations(Session session, SessionOutbox outbox) {
        this.session = session;
        this.outbox = outbox;
    }

    /// Stops tasks, also those that run.
    void cancel(List<Long> numbers) {
        for (long number : numbers) {
            AgentTask task;
            Future<byte[]> future;
            synchronized (session) {
                task = session.find(number);
                if (task == null) {
                    continue; // It has ended already, and was answered.
                }
                future = task.future;
                if (future == null) {
                    if (task.isDropped) {
                        continue;
                    }
                    task.isDropped = true;
                }
            }
            if (future == null) {
                outbox.ended(task);
            } else {
                future.cancel(/* mayInterruptIfRunning= */ true);
            }
        }
    }

    void revoke(List<Long> numbers) {
        List<Long> revoked = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        for (long number : numbers) {
            AgentTask task = session.find(number);
            (task != null && tryRevoke(task, null) ? revoked : kept).add(number);
        }
        outbox.post(new Message.Revoked(session.number(), revoked, kept));
    }

    void revokeLast(int count) {
        List<Long> revoked = new ArrayList<>();
        for (AgentTask task : session.lastToBegin()) {
            if (revoked.size() >= count) {
                break;
            }
            if (tryRevoke(task, null)) {
                revoked.add(task.id());
            }
        }
        outbox.post(new Message.Revoked(session.number(), revoked, List.of()));
    }

    /// @param problem for whoever is answered that it has not begun; `null` if it is told in another way
    /// @return whether it will certainly never begin
    private boolean tryRevoke(AgentTask task, @Nullable String problem) {
        Future<byte[]> future;
        synchronized (session) {
            future = task.future;
            if (task.isRevoked || task.isDropped || (future != null && future.isDone())) {
                return false; // It is being answered.
            }
            task.isRevoked = true;
            task.problem = problem;
            if (future == null) {
                task.isDropped = true;
            }
        }
        if (future == null) {
            outbox.ended(task);
            return true;
        }
        // Whoever ends it meanwhile in another way has not cancelled it, and it is answered.
        boolean isRevoked = future.cancel();
        if (!isRevoked) {
            task.isRevoked = false;
            task.problem = null;
        }
        return isRevoked;
    }

    /// Hands back what has not begun, for other agents.
    void giveBack() {
        for (AgentTask task : session.lastToBegin()) {
            tryRevoke(task, "the agent is leaving");
        }
    }
}
