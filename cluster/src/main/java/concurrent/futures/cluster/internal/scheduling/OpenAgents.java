package concurrent.futures.cluster.internal.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The agents that may get more tasks, those with the least to do first; apart for each set of labels, of which there
/// are few.
final class OpenAgents {
    private static final Comparator<Agent> BY_LOAD =
            Comparator.comparingLong((Agent agent) -> agent.load).thenComparingLong(Agent::number);

    private final Map<Set<String>, NavigableSet<Agent>> byLabels = new HashMap<>();

    /// Puts an agent where it belongs now.
    void update(Agent agent) {
        remove(agent);
        if (agent.tasks.size() < agent.window()) {
            agent.load = ((long) agent.occupied() << Integer.SIZE) / agent.slots();
            agent.isOpen = true;
            byLabels.computeIfAbsent(agent.labels(), labels -> new TreeSet<>(BY_LOAD))
                    .add(agent);
        }
    }

    void remove(Agent agent) {
        if (agent.isOpen) {
            agent.isOpen = false;
            NavigableSet<Agent> others = byLabels.get(agent.labels());
            if (others != null) {
                others.remove(agent);
                if (others.isEmpty()) {
                    byLabels.remove(agent.labels());
                }
            }
        }
    }

    boolean isEmpty() {
        return byLabels.isEmpty();
    }

    /// Of each set of labels the agent with the least to do.
    ///
    /// @return a copy
    List<Agent> firsts() {
        List<Agent> firsts = new ArrayList<>(byLabels.size());
        for (NavigableSet<Agent> group : byLabels.values()) {
            firsts.add(group.first());
        }
        return firsts;
    }

    /// The agent with the least to do.
    ///
    /// @param label that it must have, or `null`
    /// @return `null` if there is none
    @Nullable
    Agent best(@Nullable String label) {
        Agent best = null;
        for (Map.Entry<Set<String>, NavigableSet<Agent>> group : byLabels.entrySet()) {
            if (label == null || group.getKey().contains(label)) {
                Agent first = group.getValue().first();
                if (best == null || BY_LOAD.compare(first, best) < 0) {
                    best = first;
                }
            }
        }
        return best;
    }
}
