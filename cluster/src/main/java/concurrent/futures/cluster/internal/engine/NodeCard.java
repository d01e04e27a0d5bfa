package concurrent.futures.cluster.internal.engine;

import java.util.Set;

/// What the others know of a node from its membership alone.
///
/// @param role what it does
/// @param name for people: the host and the process, unless the user chose one
/// @param slots how many tasks it runs at once; 0 for a driver
/// @param labels for placement
/// @param libraryVersion of this library; nodes of different protocol versions do not work with each other
/// @param protocol the version of the messages
/// @param javaVersion the feature version of its JVM
public record NodeCard(
        Role role, String name, int slots, Set<String> labels, String libraryVersion, int protocol, int javaVersion) {
    /// What a node does.
    public enum Role {
        /// It has tasks.
        DRIVER,
        /// It runs tasks, in worker processes of its own.
        AGENT,
        /// It only looks who is there.
        OBSERVER,
    }

    /// The same by another name.
    ///
    /// @param other the name
    /// @return a card
    public NodeCard named(String other) {
        return new NodeCard(role, other, slots, labels, libraryVersion, protocol, javaVersion);
    }

    /// Copies the labels.
    public NodeCard {
        labels = Set.copyOf(labels);
    }
}
