package concurrent.futures.architecture.wrong.internal.process.worker;

import concurrent.futures.architecture.wrong.internal.process.pool.KnowsBytes;
import concurrent.futures.architecture.wrong.internal.wire.KnowsASocket;
import org.jspecify.annotations.Nullable;

/// Points at the parent's side.
public final class KnowsThePool {
    @Nullable
    KnowsBytes pool;

    @Nullable
    KnowsASocket wire;
}
