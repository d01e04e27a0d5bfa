package concurrent.futures.internal.process.memory;

import concurrent.futures.internal.process.memory.MemoryHome.Lodging;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Shared memory as one process has it mapped. Thread-safe.
public final class Mapping {
    private final long number;
    private final long bytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    // Guarded by this.
    private Path path;
    private @Nullable Runnable removal;
    private boolean closed;
    private @Nullable WeakReference<Object> face;

    private Mapping(long number, long bytes, Path path, @Nullable Runnable removal) throws IOException {
        this.number = number;
        this.bytes = bytes;
        this.path = path;
        this.removal = removal;
        try {
            this.segment = MemoryFile.map(path, bytes, arena);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /// Maps a file of this process.
    static Mapping ofOwn(long number, long bytes, Lodging lodging) throws IOException {
        try {
            return new Mapping(number, bytes, lodging.path(), lodging.removal());
        } catch (IOException | RuntimeException e) {
            lodging.removal().run();
            throw e;
        }
    }

    /// Maps a file of another process.
    static Mapping ofOther(long number, long bytes, Path path) throws IOException {
        return new Mapping(number, bytes, path, null);
    }

    /// The number of the memory, the same in all processes.
    ///
    /// @return negative
    public long number() {
        return number;
    }

    /// The size.
    ///
    /// @return in bytes
    public long bytes() {
        return bytes;
    }

    /// The memory.
    ///
    /// @return all of it
    public MemorySegment segment() {
        return segment;
    }

    /// The object that users have for this mapping; made if there is none.
    ///
    /// @param maker makes it
    /// @return the same as before, as long as somebody has it
    public synchronized Object face(Function<Mapping, Object> maker) {
        Object known = face == null ? null : face.get();
        if (known == null) {
            known = maker.apply(this);
            face = new WeakReference<>(known);
        }
        return known;
    }

    /// Tells whether it is mapped no more.
    ///
    /// @return `true` from the first [#close()] on
    public synchronized boolean isClosed() {
        return closed;
    }

    /// Where another process finds it. What a worker has made is handed over with this.
    ///
    /// @return the path of its file
    /// @throws IllegalStateException if it was closed
    public synchronized Path goOut() {
        if (closed) {
            throw new IllegalStateException("the shared memory was closed");
        }
        if (removal != null && MemoryHome.isOfWorker(path)) {
            path = MemoryHome.handOver(path);
            removal = null;
        }
        return path;
    }

    /// Nobody holds the object of this mapping any more. What belongs to another process stays until that gives it up:
    /// a task may have kept the segment alone.
    public void dropped() {
        boolean isOurs;
        synchronized (this) {
            isOurs = removal != null && (face == null || face.refersTo(null));
        }
        if (isOurs) {
            try {
                close();
            } catch (IllegalStateException e) {
                // Some operation uses the segment at this moment; the file is gone, the mapping stays until the end.
                return;
            }
        }
    }

    /// Removes the file if it is this process's, and unmaps it here; again: does nothing.
    ///
    /// @throws IllegalStateException if an operation of this process is using the segment at this moment
    public void close() {
        Runnable remove;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            remove = removal;
        }
        SharedMappings.closed(this, remove != null);
        try {
            arena.close();
        } finally {
            if (remove != null) {
                remove.run();
            }
        }
    }
}
