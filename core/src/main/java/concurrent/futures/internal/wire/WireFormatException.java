package concurrent.futures.internal.wire;

/// The bytes from a peer make no sense: the connection can not go on.
///
/// The message names the value that was found and the limit that it breaks.
public final class WireFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// With a message that names value and limit.
    public WireFormatException(String message) {
        super(message);
    }

    /// With a message that names value and limit, and what was thrown.
    public WireFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
