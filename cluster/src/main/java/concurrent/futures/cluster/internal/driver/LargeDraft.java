package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.PieceStream;
import concurrent.futures.cluster.internal.protocol.Draft;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/// A large value that is put together piece by piece, as it leaves.
///
/// @param draft whose bytes nobody has taken
record LargeDraft(Draft draft) implements LargeValue {
    @Override
    public long bytes() {
        return draft.bytes();
    }

    @Override
    public InputStream open() {
        return new PieceStream() {
            @Override
            public int read(byte[] into, int offset, int length) {
                Objects.checkFromIndexSize(offset, length, into.length);
                int count = draft.drainTo(ByteBuffer.wrap(into, offset, length));
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }
}
