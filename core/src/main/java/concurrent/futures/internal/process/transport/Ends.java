package concurrent.futures.internal.process.transport;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ends of pipes and sockets on which nothing travels that could be lost.
final class Ends {
    private Ends() {}

    /// Closes one. If that fails, nothing is left to be done for it: the peer sees the end, or is gone.
    ///
    /// @param end `null` if there is none
    static void close(@Nullable Closeable end) {
        try {
            if (end != null) {
                end.close();
            }
        } catch (IOException e) {
            return;
        }
    }
}
