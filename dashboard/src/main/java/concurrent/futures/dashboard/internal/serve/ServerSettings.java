package concurrent.futures.dashboard.internal.serve;

import java.net.InetAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What users choose of the server.
///
/// @param address to listen on
/// @param port to listen on; 0 for any, -1 for one near the usual one
/// @param actions whether the page may do something
/// @param metrics what `/metrics` answers; `null` if it is not there
public record ServerSettings(
        InetAddress address,
        int port,
        boolean actions,
        @Nullable Supplier<String> metrics) {
    /// Where people look for a dashboard.
    static final int USUAL_PORT = 8787;
}
