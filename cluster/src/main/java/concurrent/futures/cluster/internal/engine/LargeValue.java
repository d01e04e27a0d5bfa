package concurrent.futures.cluster.internal.engine;

import java.io.IOException;
import java.io.InputStream;

/// A value that is too large for one message.
public interface LargeValue {
    /// Its size.
    ///
    /// @return in bytes
    long bytes();

    /// Its bytes. Called once.
    ///
    /// @return as many as [#bytes()]
    /// @throws IOException if it can not be read
    InputStream open() throws IOException;
}
