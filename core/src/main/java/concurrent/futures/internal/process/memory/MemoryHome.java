package concurrent.futures.internal.process.memory;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.process.launch.Places;
import concurrent.futures.internal.process.launch.PrivateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Where the memory of this process has its files.
///
/// Each has a private directory of its own; but in a worker they are in the directory of its pool, under a name that
/// tells whose they are, so that the parent can remove them should the worker die.
public final class MemoryHome {
    private static final String OF_WORKER = "m";
    private static final String HANDED_OVER = "h";
    private static final AtomicLong NUMBERS = new AtomicLong();

    /// The directory of the pool that this process works for, if it is a worker.
    private static volatile @Nullable Path pool;

    private MemoryHome() {}

    /// A file, and how it is removed.
    ///
    /// @param path where it is
    /// @param removal removes it, and what was made for it
    record Lodging(Path path, Runnable removal) {}

    /// This process is a worker.
    ///
    /// @param directory the private directory of its pool
    public static void isWorkerOf(Path directory) {
        pool = directory;
    }

    /// Makes a file of zeros in the first place that has room.
    ///
    /// @throws UncheckedIOException if none has; the message tells what was wrong with each
    static Lodging allocate(long bytes) {
        Path worksFor = pool;
        List<String> problems = new ArrayList<>();
        for (Path place : worksFor == null ? Places.forMemory() : List.of(worksFor)) {
            try {
                long room = Files.getFileStore(place).getUsableSpace();
                if (room < bytes) {
                    throw new IOException("only " + room + " bytes are free");
                }
                return worksFor == null ? inDirectory(place, bytes) : inPool(worksFor, bytes);
            } catch (IOException e) {
                problems.add(place + ": " + e.getMessage());
            }
        }
        throw new UncheckedIOException(new IOException("no place for " + bytes + " bytes of shared memory. Make room in"
                + " one of these, or start the JVM with -Djava.io.tmpdir=… set to a place that has it: "
                + String.join("; ", problems)));
    }

    private static Lodging inDirectory(Path place, long bytes) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create(List.of(place));
        try {
            directory.sweepAround();
            Path file = directory.path().resolve("memory");
            MemoryFile.create(file, bytes);
            return new Lodging(file, directory::close);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static Lodging inPool(Path directory, long bytes) throws IOException {
        Path file = directory.resolve(prefix(ProcessHandle.current().pid()) + NUMBERS.getAndIncrement());
        MemoryFile.create(file, bytes);
        return new Lodging(file, () -> remove(file));
    }

    private static String prefix(long pid) {
        return OF_WORKER + pid + "-";
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            Guard.log(System.Logger.Level.WARNING, "can not remove " + file, e);
        }
    }

    /// A file of this worker goes out: from now on the one who gets it removes it, or the end of the pool.
    ///
    /// @return where it is now
    /// @throws UncheckedIOException if it is gone
    static Path handOver(Path file) {
        long random = ThreadLocalRandom.current().nextLong() >>> 1;
        try {
            return Files.move(
                    file, file.resolveSibling(HANDED_OVER + Long.toString(random, 36)), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("shared memory can not be handed over", e);
        }
    }

    static boolean isOfWorker(Path file) {
        return pool != null && String.valueOf(file.getFileName()).startsWith(OF_WORKER) && file.startsWith(pool);
    }

    static boolean isHandedOver(Path file) {
        return String.valueOf(file.getFileName()).startsWith(HANDED_OVER);
    }

    /// Takes over a file that was handed over.
    ///
    /// @throws IOException if it is gone
    static Lodging adopt(Path file) throws IOException {
        Path worksFor = pool;
        if (worksFor != null) {
            Path ours = worksFor.resolve(prefix(ProcessHandle.current().pid()) + NUMBERS.getAndIncrement());
            Files.move(file, ours, StandardCopyOption.ATOMIC_MOVE);
            return new Lodging(ours, () -> remove(ours));
        }
        // It is in the private directory of a pool: ours is made beside that, where it can be moved to.
        Path place = file.resolveSibling("..").toRealPath();
        PrivateDirectory directory = PrivateDirectory.create(List.of(place));
        try {
            Path ours = directory.path().resolve("memory");
            Files.move(file, ours, StandardCopyOption.ATOMIC_MOVE);
            return new Lodging(ours, directory::close);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /// Removes what a dead worker had made, and not handed over.
    ///
    /// @param directory the private directory of its pool
    /// @param pid the worker's
    public static void removeLeftBy(Path directory, long pid) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, prefix(pid) + "*")) {
            left.forEach(MemoryHome::remove);
        } catch (IOException e) {
            // The directory is gone, and all that was in it.
            return;
        }
    }

    /// Removes the memory of a dead parent.
    ///
    /// @param pid the parent's
    public static void removeLeftByParent(long pid) {
        for (Path place : Places.forMemory()) {
            PrivateDirectory.removeLeftBy(place, pid);
        }
    }
}
