package concurrent.futures.cluster.internal.scheduling;

import java.util.Set;

/// Why tasks wait that nobody will take, as things are.
///
/// @param ofAll whether there is no agent at all
/// @param labels those of tasks that wait, which no agent has
public record Shortage(boolean ofAll, Set<String> labels) {
    /// Copies the labels.
    public Shortage {
        labels = Set.copyOf(labels);
    }
}
