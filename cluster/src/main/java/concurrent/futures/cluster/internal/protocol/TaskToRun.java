package concurrent.futures.cluster.internal.protocol;

import org.jspecify.annotations.Nullable;

/// A task on its way to an agent.
///
/// @param id its number, unique in its session
/// @param attempt which: what comes of another one is not this one's outcome
/// @param name what its options call it, or `null`
/// @param timeoutNanos the time limit of the attempt from its begin; 0 for none
/// @param requiredDefinitions how many definitions of the dictionary are needed to read it
/// @param depth how many tasks submitted one another above it
/// @param payload a [Payload]; apart as [Purpose#TASK]
public record TaskToRun(
        long id,
        int attempt,
        @Nullable String name,
        long timeoutNanos,
        int requiredDefinitions,
        int depth,
        Content payload) {}
