package concurrent.futures.internal.process.transport;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The two rings between a parent and one worker, in one mapped file.
///
/// ```
///   offset 0           512         4096                   4096 + C               4096 + 2 C
///          ┌───────────┬───────────┬──────────────────────┬──────────────────────┐
///          │ header,   │ header,   │ bytes, to worker     │ bytes, to parent     │
///          │ to worker │ to parent │                      │                      │
///          └───────────┴───────────┴──────────────────────┴──────────────────────┘
/// ```
///
/// The file has a name only until both sides have mapped it.
public final class Rings implements AutoCloseable {
    /// Of one ring. Small enough to stay in the caches of the processors.
    private static final int CAPACITY = 256 * 1024;

    private static final int HEADERS = 4096;
    private static final int FILE_BYTES = HEADERS + 2 * CAPACITY;

    private final Path file;
    private final Arena arena;
    private final Ring toWorker;
    private final Ring toParent;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Rings(Path file, Arena arena, MemorySegment memory) {
        this.file = file;
        this.arena = arena;
        this.toWorker = new Ring(memory.asSlice(0, Ring.HEADER_BYTES), memory.asSlice(HEADERS, CAPACITY));
        this.toParent = new Ring(
                memory.asSlice(Ring.HEADER_BYTES, Ring.HEADER_BYTES), memory.asSlice(HEADERS + CAPACITY, CAPACITY));
    }

    /// Makes rings, in the parent.
    ///
    /// @param file where; must not exist
    /// @return the mapped rings
    /// @throws IOException if there is no space; then nothing is left
    public static Rings create(Path file) throws IOException {
        FileAttribute<?>[] onlyOurs =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                        : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), onlyOurs)) {
            try {
                fill(channel);
                return map(file, channel);
            } catch (Throwable e) {
                Files.deleteIfExists(file);
                throw e;
            }
        }
    }

    /// In full, so that a lack of space shows here, and not as a crash at the first access to the memory.
    private static void fill(FileChannel channel) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(HEADERS);
        for (long written = 0; written < FILE_BYTES; ) {
            written += channel.write(zeros.clear());
        }
    }

    /// Maps the rings that the parent has made, in the worker.
    ///
    /// @param file where
    /// @return the mapped rings
    /// @throws IOException if they can not be mapped
    public static Rings open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ, WRITE)) {
            return map(file, channel);
        }
    }

    private static Rings map(Path file, FileChannel channel) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new Rings(file, arena, channel.map(MapMode.READ_WRITE, 0, FILE_BYTES, arena));
        } catch (Throwable e) {
            arena.close();
            throw e;
        }
    }

    /// Where they are, or were.
    ///
    /// @return the path that was given
    public Path file() {
        return file;
    }

    /// Takes the name of the file away. The rings stay.
    public void removeFile() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Some systems keep a file while it is mapped. The private directory goes with all that is in it.
            return;
        }
    }

    Ring toWorker() {
        return toWorker;
    }

    Ring toParent() {
        return toParent;
    }

    /// Unmaps the rings. Nobody uses them any more: see [Connection], why that matters. Again: does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                arena.close();
            } catch (OutOfMemoryError e) {
                closed.set(false);
                throw e;
            }
        }
    }
}
