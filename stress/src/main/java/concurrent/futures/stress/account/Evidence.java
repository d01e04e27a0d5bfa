package concurrent.futures.stress.account;

import java.util.Set;

/// What was done to a pool, as far as outcomes are to be explained by it.
///
/// @param harmed the numbers of the workers that were killed or suspended from outside
/// @param cancelledPending what the calls of `cancelPending()` returned, together
/// @param abrupt whether the pool was ended by cancelling or killing
public record Evidence(Set<Integer> harmed, long cancelledPending, boolean abrupt) {}
