package concurrent.futures.cluster.internal.engine;

import java.util.UUID;

/// Stands for one life of a node: a node that has left or was lost, and comes again, has another one, unless it was
/// the same process all the time.
///
/// @param value unique
public record NodeId(UUID value) {
    @Override
    public String toString() {
        return value.toString().substring(0, 8);
    }
}
