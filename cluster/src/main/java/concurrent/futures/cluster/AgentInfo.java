package concurrent.futures.cluster;

import java.util.Set;

/// What an executor knows of one agent, at one moment.
///
/// @param name of the agent; where others have the same one, with a number: of two that are called `north`, the second
///     is `north#2`
/// @param address where it is
/// @param state what it is for this executor
/// @param slots how many tasks of this executor run there at once
/// @param labels it has
/// @param tasks how many tasks of this executor it has: running, or about to
/// @param libraryVersion of this library there
/// @param javaVersion the feature version of its JVM
public record AgentInfo(
        String name,
        String address,
        State state,
        int slots,
        Set<String> labels,
        int tasks,
        String libraryVersion,
        int javaVersion) {
    /// What an agent can be.
    public enum State {
        /// It gets ready for this executor.
        STARTING,
        /// It runs tasks.
        READY,
        /// It takes no new tasks: it leaves, or others have all of it.
        CLOSED,
        /// It does not answer.
        SUSPECTED,
        /// It can not run tasks of this executor.
        REFUSING,
    }

    /// Copies the labels.
    public AgentInfo {
        labels = Set.copyOf(labels);
    }
}
