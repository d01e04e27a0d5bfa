package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often this node has lost others that may come back, or knows that they have lost it. Guarded by whoever changes
/// the view.
final class Partings {
    /// Of so many nodes it is known; hardly one of them comes back.
    private static final int MOST = 1_000;

    private final Map<NodeId, Long> times = new LinkedHashMap<>();

    /// It is a member no more.
    void lost(NodeId node) {
        put(node, with(node) + 1);
    }

    /// How often.
    ///
    /// @return 0 for one that was never lost
    long with(NodeId node) {
        return times.getOrDefault(node, 0L);
    }

    /// The other one has lost this one so often.
    ///
    /// @return whether that is news
    boolean learn(NodeId node, long often) {
        boolean isNews = often > with(node);
        if (isNews) {
            put(node, often);
        }
        return isNews;
    }

    private void put(NodeId node, long often) {
        times.remove(node); // The one that was changed last is forgotten last.
        times.put(node, often);
        if (times.size() > MOST) {
            times.remove(times.keySet().iterator().next());
        }
    }
}
