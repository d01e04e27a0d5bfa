package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.PieceStream;
import java.io.InputStream;
import java.util.Objects;

/// A large value that tells before it leaves whole: until then, whoever it goes to does not have all of it.
///
/// @param content not to be changed, and not empty
/// @param beforeLast runs in the thread that reads, before that gets the last byte
@SuppressWarnings("ArrayRecordComponent") // never compared
record Departure(byte[] content, Runnable beforeLast) implements LargeValue {
    @Override
    public long bytes() {
        return content.length;
    }

    @Override
    public InputStream open() {
        return new PieceStream() {
            private int position;

            @Override
            public int read(byte[] into, int offset, int length) {
                Objects.checkFromIndexSize(offset, length, into.length);
                int left = content.length - position;
                if (left == 0 && length > 0) {
                    return -1;
                }
                if (length >= left) {
                    beforeLast.run();
                }
                int count = Math.min(length, left);
                System.arraycopy(content, position, into, offset, count);
                position += count;
                return count;
            }
        };
    }
}
