package concurrent.futures.cluster.internal.scheduling;

import org.jspecify.annotations.Nullable;

/// What is known of an agent.
///
/// @param slots how many tasks run there at once, or would: before the first task, by its card
/// @param tasks how many it has
/// @param lent how many of these wait for others, and take no slot
/// @param suspicion why it is thought to be dead, or `null`
/// @param isWelcome whether it has welcomed the session, which is so before the first task, too
/// @param isRefused whether it has refused the session
public record Glance(
        int slots, int tasks, int lent, @Nullable String suspicion, boolean isWelcome, boolean isRefused) {}
