package concurrent.futures.cluster.internal.worker;

import java.io.Serial;

/// The agent could not give what a worker needs.
final class SupplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    SupplyException(String message) {
        super(message);
    }
}
