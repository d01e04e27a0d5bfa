package concurrent.futures.architecture.wrong.internal.wire;

import concurrent.futures.architecture.wrong.internal.process.worker.KnowsThePool;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// Points at a socket, and with the worker closes a circle.
public final class KnowsASocket {
    @Nullable
    SocketChannel channel;

    @Nullable
    KnowsThePool worker;
}
