package concurrent.futures.cluster.internal.worker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Several arrays of bytes in one: each behind its length.
public final class Parts {
    private Parts() {}

    /// Writes them.
    ///
    /// @param parts in order
    /// @return one array
    public static byte[] write(List<byte[]> parts) {
        int size = 0;
        for (byte[] part : parts) {
            size = Math.addExact(size, Integer.BYTES + part.length);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            all.putInt(part.length).put(part);
        }
        return all.array();
    }

    /// Reads what was written.
    ///
    /// @param bytes of all
    /// @return in order
    public static List<byte[]> read(byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        List<byte[]> parts = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] part = new byte[all.getInt()];
            all.get(part);
            parts.add(part);
        }
        return parts;
    }
}
