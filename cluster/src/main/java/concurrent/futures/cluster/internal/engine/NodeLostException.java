package concurrent.futures.cluster.internal.engine;

import concurrent.futures.cluster.ClusterException;
import java.io.Serial;

/// The other node is gone, or thought to be.
public final class NodeLostException extends ClusterException {
    @Serial
    private static final long serialVersionUID = 1;

    /// Makes one.
    ///
    /// @param message which node, and why it is thought to be lost
    public NodeLostException(String message) {
        super(message, null);
    }
}
