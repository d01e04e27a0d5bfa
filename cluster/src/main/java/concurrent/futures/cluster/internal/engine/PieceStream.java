package concurrent.futures.cluster.internal.engine;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a [LargeValue], of which some come at a time. Not thread-safe.
public abstract class PieceStream extends InputStream {
    /// For subclasses.
    protected PieceStream() {}

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public abstract int read(byte[] into, int offset, int length) throws IOException;
}
