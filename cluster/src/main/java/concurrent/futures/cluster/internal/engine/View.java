package concurrent.futures.cluster.internal.engine;

import java.util.List;

/// Who is in the cluster.
///
/// @param number grows from view to view of one node
/// @param nodes the members, the oldest first; this node is one of them
public record View(long number, List<Node> nodes) {
    /// Copies the list.
    public View {
        nodes = List.copyOf(nodes);
    }
}
