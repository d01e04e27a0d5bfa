package concurrent.futures.internal.process.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// Files whose bytes are memory.
final class MemoryFile {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final Set<OpenOption> TO_MAP =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private MemoryFile() {}

    /// Makes a file of zeros. All bytes are written, so that a lack of room is found here: a process that touches a
    /// mapped byte for which there is no room dies.
    ///
    /// @param file must not exist
    /// @param bytes its size
    /// @throws IOException if there is no room; nothing is left then
    static void create(Path file, long bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, BLOCK_BYTES));
            for (long left = bytes; left > 0; ) {
                zeros.clear().limit((int) Math.min(left, zeros.capacity()));
                left -= channel.write(zeros);
            }
        } catch (Throwable e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Maps a file.
    ///
    /// @param file of that size, and no link
    /// @param bytes its size
    /// @param arena ends the mapping
    /// @return all its bytes
    /// @throws IOException if it is gone, or shorter
    static MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(file, TO_MAP)) {
            if (channel.size() != bytes) {
                throw new IOException(file + " has " + channel.size() + " bytes, not " + bytes);
            }
            return channel.map(MapMode.READ_WRITE, 0, bytes, arena);
        }
    }
}
