package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A node can not be where it is to be, or not with these certificates, and that stays so until somebody changes them:
/// to start it again is of no use.
public final class UnfitSettingsException extends ClusterException {
    @Serial
    private static final long serialVersionUID = 1;

    UnfitSettingsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
