package concurrent.futures.internal.process.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Removes the private directories that dead parents left; those of living ones never.
///
/// A directory goes only if two witnesses agree. Its owner's lock must be free: that holds across containers that share
/// the directory, and when the clock jumps. And no process with its owner's id and start may run: that holds when some
/// code in the owner has opened and closed the locked file, which gives the lock up on POSIX systems.
final class Leftovers {
    /// Between making a directory and locking it, an owner needs much less.
    private static final Duration STARTING = Duration.ofMinutes(1);

    /// Where this JVM has looked already.
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private Leftovers() {}

    /// Looks for leftovers in a place, once in the life of this JVM.
    ///
    /// @param place the folder of private directories
    /// @param own one of ours in it, which is kept
    static void sweep(Path place, Path own) {
        if (!SWEPT.add(place)) {
            return;
        }
        // All of them, since a pattern for names is a regular expression, which a JVM that starts does not have yet.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(place)) {
            UserPrincipal user = Files.getOwner(own, LinkOption.NOFOLLOW_LINKS);
            for (Path directory : found) {
                if (String.valueOf(directory.getFileName()).startsWith(Owner.PREFIX)) {
                    sweepOne(directory, user);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Another JVM sweeps too, or the place can not be listed: the next start may have more luck.
        }
    }

    /// Removes a directory if its owner is dead.
    ///
    /// @param directory of any name
    /// @param user whose directories are looked at
    /// @return whether it was removed
    static boolean sweepOne(Path directory, UserPrincipal user) {
        Owner owner = Owner.parse(String.valueOf(directory.getFileName()));
        try {
            if (owner == null
                    || owner.equals(Owner.ofThisJvm())
                    || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(user)
                    || owner.seemsAlive()
                    || !isUnlocked(directory)) {
                return false;
            }
            delete(directory);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Removes a directory, all that is in it, and its files elsewhere; links themselves and not what they point to.
    /// The lock goes last: if this process is killed meanwhile, the next one knows that the owner is dead.
    ///
    /// @param directory may be gone already
    /// @throws IOException if something can not be removed
    static void delete(Path directory) throws IOException {
        MemoryFiles.delete(directory);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path lock = directory.resolve(PrivateDirectory.LOCK);
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(lock)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException e) throws IOException {
                if (inner.equals(directory)) {
                    Files.deleteIfExists(lock);
                }
                Files.deleteIfExists(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isUnlocked(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(PrivateDirectory.LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // This very JVM holds it.
        } catch (NoSuchFileException e) {
            Instant made = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
            return made.isBefore(Instant.now().minus(STARTING));
        }
    }
}
