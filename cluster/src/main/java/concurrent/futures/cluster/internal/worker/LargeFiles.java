package concurrent.futures.cluster.internal.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Where large values are that the agent and its workers hand to each other: files in the folder of the session, so
/// that the agent, which passes them on in pieces, never has one in its memory.
final class LargeFiles {
    /// A value of more bytes goes by a file.
    static final int LARGE = 256 * 1024;

    private static final int PIECE = 256 * 1024;

    private final Path folder;

    LargeFiles(Path folder) {
        this.folder = folder;
    }

    /// Writes a value.
    ///
    /// @param bytes of it
    /// @return a new file, whose owner is who gets its name
    Path write(byte[] bytes) {
        Path file = folder.resolve("value-" + UUID.randomUUID());
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            delete(file);
            throw new UncheckedIOException(
                    "a value of " + bytes.length + " bytes can not be written to the agent's folder: " + e, e);
        }
    }

    /// Reads a value.
    ///
    /// @param file with it
    /// @return its bytes
    static byte[] read(Path file) {
        try (FileChannel in = FileChannel.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(in.size()));
            while (bytes.position() < bytes.capacity()) {
                // A thread keeps a buffer outside the heap, as large as the largest piece that it has read at once.
                bytes.limit(Math.min(bytes.position() + PIECE, bytes.capacity()));
                if (in.read(bytes) < 0) {
                    throw new EOFException("it ends after " + bytes.position() + " bytes");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException("a large value can not be read from the agent's folder: " + e, e);
        }
    }

    /// Deletes a file that nobody needs any more. Should that fail, it goes with the session.
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return;
        }
    }
}
