package concurrent.futures.cluster.internal.scheduling;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the tasks that wait behind others at one agent while another has nothing to do.
final class Relief {
    /// How many agents are looked at.
    private static final int LOOK_AT = 16;

    private final Set<Agent> crowded = new LinkedHashSet<>();

    /// Notes whether tasks wait at an agent.
    void update(Agent agent) {
        if (agent.isUsable() && agent.surplus() > 0) {
            crowded.add(agent);
        } else {
            crowded.remove(agent);
        }
    }

    void remove(Agent agent) {
        crowded.remove(agent);
    }

    boolean isNeeded() {
        return !crowded.isEmpty();
    }

    /// The tasks that an idle agent should have instead: those that would begin last.
    List<ScheduledTask> tasksFor(Agent idle) {
        Agent most = most();
        return most == null
                ? List.of()
                : last(most, idle, Math.min((most.surplus() + 1) / 2, idle.window() - idle.tasks.size()));
    }

    /// The tasks that wait at an agent behind those that run there.
    List<ScheduledTask> tasksBehind(Agent agent) {
        return last(agent, agent, agent.surplus());
    }

    private @Nullable Agent most() {
        Agent most = null;
        int seen = 0;
        for (Agent agent : crowded) {
            if (agent.askedFor == 0
                    && (agent.pace.isMuch(agent.surplus(), agent.slots()) || agent.isHeldUp())
                    && (most == null || agent.surplus() > most.surplus())) {
                most = agent;
            }
            if (++seen == LOOK_AT) {
                break;
            }
        }
        return most;
    }

    private static List<ScheduledTask> last(Agent from, Agent idle, int count) {
        List<ScheduledTask> last = new ArrayList<>();
        for (ScheduledTask task : from.tasks.sequencedValues().reversed()) {
            if (last.size() == count) {
                break;
            }
            boolean hasNotBegun = task.place == Place.ASSIGNED || task.place == Place.SENT;
            if (hasNotBegun && idle.admits(task.label()) && !task.isAskedFor && !task.isStopping) {
                last.add(task);
            }
        }
        return last;
    }
}
