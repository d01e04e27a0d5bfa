package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Draft;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/// Where large values are that the agent and its workers hand to each other: files in the folder of the session, so
/// that the agent, which passes them on in pieces, never has one in its memory, and a worker has it once.
final class LargeFiles {
    /// A value of more bytes goes by a file.
    static final int LARGE = 256 * 1024;

    private final Path folder;

    LargeFiles(Path folder) {
        this.folder = folder;
    }

    /// Writes a value, piece by piece. Whoever interrupts the thread does not hinder that.
    ///
    /// @param draft of it
    /// @return a new file, whose owner is who gets its name
    Path write(Draft draft) {
        Path file = folder.resolve("value-" + UUID.randomUUID());
        boolean isWhole = false;
        try {
            write(draft, file);
            isWhole = true;
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "a value of " + draft.bytes() + " bytes can not be written to the agent's folder: " + e, e);
        } finally {
            if (!isWhole) {
                delete(file);
            }
        }
    }

    private static void write(Draft draft, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            draft.writeTo(out);
        }
    }

    /// Reads a value, piece by piece.
    ///
    /// @param <T> what it is
    /// @param file with it
    /// @param reader reads all bytes
    /// @return what it has read
    static <T> T read(Path file, Function<ReadableByteChannel, T> reader) {
        try (FileChannel in = FileChannel.open(file)) {
            return reader.apply(in);
        } catch (IOException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        }
    }

    private static UncheckedIOException unreadable(IOException why) {
        return new UncheckedIOException("a large value can not be read from the agent's folder: " + why, why);
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
