package concurrent.futures.internal.process.pool;

import org.jspecify.annotations.Nullable;

/// Why a worker did not come up.
///
/// @param message several lines for people
/// @param cause what was thrown, if anything
record StartFailure(String message, @Nullable Throwable cause) {}
