package concurrent.futures.internal.wire.throwables;

import concurrent.futures.internal.wire.Blob;
import java.io.IOException;

/// Writes single throwables by Java serialisation.
@FunctionalInterface
public interface FormWriter {
    /// Returns the serialised form of a throwable.
    ///
    /// @param parts what is written in the place of each object inside it
    /// @throws IOException if it can not be written; so does whatever its own code throws
    Blob write(Throwable throwable, ThrowableParts parts) throws IOException;
}
