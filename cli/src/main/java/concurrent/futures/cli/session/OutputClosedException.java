package concurrent.futures.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Standard output takes no more: as in `futures hash … | head`.
public final class OutputClosedException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    OutputClosedException(IOException cause) {
        super(cause);
    }

    /// Tells whether the reader of a pipe has gone, which is no failure.
    ///
    /// @return `false` if it is something else
    public boolean isBrokenPipe() {
        return "Broken pipe".equals(reason());
    }

    /// Why, as the system says it.
    ///
    /// @return the reason
    public String reason() {
        Throwable cause = getCause();
        return cause == null || cause.getMessage() == null ? "it can not be written to" : cause.getMessage();
    }
}
