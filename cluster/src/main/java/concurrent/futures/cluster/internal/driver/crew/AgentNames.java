package concurrent.futures.cluster.internal.driver.crew;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Names of agents by which people can tell them apart: of those that call themselves the same, the first one keeps
/// its name, and the next ones are `name#2`, `name#3`. None gets another name while it is there. Not thread-safe.
public final class AgentNames {
    private final Map<NodeId, String> names = new HashMap<>();

    /// Others are not there any more; their names may be given again.
    ///
    /// @param present who is there
    public void retain(Set<NodeId> present) {
        names.keySet().retainAll(present);
    }

    /// An agent by its name here.
    ///
    /// @param agent as it calls itself
    /// @return the same one, by a name that no other has
    public Node of(Node agent) {
        String own = agent.card().name();
        String name = names.computeIfAbsent(agent.id(), _ -> free(own));
        return name.equals(own)
                ? agent
                : new Node(agent.id(), agent.address(), agent.card().named(name));
    }

    private String free(String own) {
        String name = own;
        for (int number = 2; names.containsValue(name); number++) {
            name = own + "#" + number;
        }
        return name;
    }
}
