package concurrent.futures.cluster;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The cluster can not do what was asked.
public class ClusterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes one.
    ///
    /// @param message what, which limit, and what to do about it
    /// @param cause why, or `null`
    public ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
