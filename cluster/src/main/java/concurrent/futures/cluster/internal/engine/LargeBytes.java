package concurrent.futures.cluster.internal.engine;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/// A large value that is in memory.
///
/// @param content not to be changed
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LargeBytes(byte[] content) implements LargeValue {
    @Override
    public long bytes() {
        return content.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content);
    }
}
