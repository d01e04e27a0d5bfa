package concurrent.futures.internal.process.launch.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder of startup caches, which belongs to this user, and which nobody else can write to.
///
/// ```
///   <name>.aot     a cache, as the JVM made it; put there by renaming
///   <name>.txt     what it was made for, its size and time; put there after it. Its own time is that of the last use
///   <name>.failed  an attempt to make it that has not succeeded
///   <name>.lock    locked by the one who makes it
///   <name>.new-…   being made
/// ```
///
/// Whatever is wrong with it, or in it, means that there is no cache, and nothing else.
public final class CacheFolder {
    /// The system property that names the folder, or says `off`.
    public static final String PROPERTY = "concurrent.futures.startupCache";

    private static final String OFF = "off";
    private static final int OTHERS_WRITE = 0022;
    private static final int ALL_WRITE = 0002;
    private static final int STICKY = 01000;
    private static final long MOST_BYTES = 256L << 20;
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofDays(1);
    private static final Duration BETWEEN_NOTES_OF_USE = Duration.ofDays(1);

    /// Nobody takes that long to make a cache.
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final int user;

    CacheFolder(Path folder, int user) {
        this.folder = folder;
        this.user = user;
    }

    /// The folder that was chosen, or that is usual; it need not exist.
    ///
    /// @param own a file or directory that this process has made: tells whose process it is
    /// @return the folder, or `null` if startup caches are turned off, or this system has no users and permissions
    public static @Nullable CacheFolder find(Path own) {
        String chosen = System.getProperty(PROPERTY, "");
        if (chosen.equals(OFF)) {
            return null;
        }
        Path path = chosen.isEmpty() ? usual() : Path.of(chosen);
        return path == null ? null : in(path.toAbsolutePath(), own);
    }

    /// A certain folder; it need not exist.
    ///
    /// @param folder where
    /// @param own a file or directory that this process has made
    /// @return the folder, or `null` if this system has no users and permissions
    public static @Nullable CacheFolder in(Path folder, Path own) {
        try {
            return new CacheFolder(folder, (Integer) Files.getAttribute(own, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Path usual() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache != null && cache.startsWith("/")) {
            return Path.of(cache, "concurrent-futures");
        }
        String home = System.getProperty("user.home", "");
        // "?" is what the JVM says where the user has none.
        return home.startsWith("/") ? Path.of(home, ".cache", "concurrent-futures") : null;
    }

    /// Where it is.
    ///
    /// @return an absolute path
    public Path path() {
        return folder;
    }

    /// Looks for the cache that was made for a command.
    ///
    /// @param wanted of the command
    /// @return its file, which is ours, complete and unchanged; `null` if there is none
    public @Nullable Path lookUp(Fingerprint wanted) {
        Path cache = file(wanted, ".aot");
        Path text = file(wanted, ".txt");
        try {
            if (!isOurs(folder) || !isOurs(cache) || !isOurs(text) || isOpenToTricks(folder.resolveSibling("."))) {
                return null;
            }
            if (!Files.readString(text).equals(wanted.text() + seal(cache))) {
                return null;
            }
            noteUse(text);
            return cache;
        } catch (IOException | RuntimeException e) {
            return null; // Gone, removed at this moment, not readable, or no text.
        }
    }

    private static String seal(Path cache) throws IOException {
        StringBuilder seal = new StringBuilder("cache ");
        Fingerprint.sizeAndTime(cache, seal);
        return seal.append('\n').toString();
    }

    private static void noteUse(Path text) {
        try {
            Instant now = Instant.now();
            if (Files.getLastModifiedTime(text).toInstant().isBefore(now.minus(BETWEEN_NOTES_OF_USE))) {
                Files.setLastModifiedTime(text, FileTime.from(now));
            }
        } catch (IOException e) {
            return; // The file system is read-only: then nothing is removed either.
        }
    }

    /// Whether it is worth while to make a cache: nobody has tried in vain today. Makes the folder.
    ///
    /// @param wanted of the command
    /// @return `false` also if the folder is not ours, or can not be made
    public boolean invites(Fingerprint wanted) {
        try {
            Path parent = folder.getParent();
            if (parent == null) {
                return false;
            }
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(parent);
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return isOurs(folder)
                    && Files.isWritable(folder)
                    && !isOpenToTricks(parent)
                    && !isRecent(file(wanted, ".failed"), BETWEEN_ATTEMPTS);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /// Prepares an attempt to make a cache. Only one process at a time has one.
    ///
    /// @param wanted of the command
    /// @return to be closed; `null` if another process is making it, or it is there
    /// @throws IOException if the folder can not be written to
    public @Nullable Attempt attempt(Fingerprint wanted) throws IOException {
        FileChannel lock = FileChannel.open(file(wanted, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isFree(lock) || lookUp(wanted) != null) {
            lock.close();
            return null;
        }
        Files.writeString(file(wanted, ".failed"), "");
        return new Attempt(wanted, lock);
    }

    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // In this process.
        }
    }

    /// Removes a cache with which workers do not come up, and makes none like it for a day.
    ///
    /// @param distrusted its fingerprint
    public void discard(Fingerprint distrusted) {
        try {
            if (isOurs(folder)) {
                Files.writeString(file(distrusted, ".failed"), "");
                Files.deleteIfExists(file(distrusted, ".txt"));
                Files.deleteIfExists(file(distrusted, ".aot"));
            }
        } catch (IOException e) {
            return; // Read-only: the next program finds out for itself.
        }
    }

    /// Removes the caches that were not used for the longest time, until the rest fits, and what broken attempts left.
    ///
    /// @param mostBytes how much may stay
    void prune(long mostBytes) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        List<Path> caches = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(".aot")) {
                caches.add(file);
            } else if (name.contains(".new") && !isRecent(file, ABANDONED)) {
                Files.deleteIfExists(file);
            } else if (name.endsWith(".failed") && !isRecent(file, BETWEEN_ATTEMPTS)) {
                Files.deleteIfExists(file);
            }
        }
        caches.sort(Comparator.comparing(CacheFolder::lastUse).reversed());
        long kept = 0;
        for (Path cache : caches) {
            kept += Files.size(cache);
            if (kept > mostBytes) {
                Files.deleteIfExists(textOf(cache));
                Files.deleteIfExists(cache);
            }
        }
    }

    private static FileTime lastUse(Path cache) {
        try {
            return Files.getLastModifiedTime(textOf(cache));
        } catch (IOException e) {
            return FileTime.fromMillis(0); // Without its text it is of no use.
        }
    }

    private static Path textOf(Path cache) {
        String name = String.valueOf(cache.getFileName());
        return cache.resolveSibling(name.substring(0, name.length() - ".aot".length()) + ".txt");
    }

    private Path file(Fingerprint fingerprint, String suffix) {
        return folder.resolve(fingerprint.name() + suffix);
    }

    private static boolean isRecent(Path file, Duration time) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(Instant.now().minus(time));
        } catch (IOException e) {
            return false; // Not there.
        }
    }

    /// Whether something belongs to this user, is no link, and nobody else may write to it.
    private boolean isOurs(Path path) throws IOException {
        Map<String, Object> attributes =
                Files.readAttributes(path, "unix:uid,mode,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
        return Integer.valueOf(user).equals(attributes.get("uid"))
                && Boolean.FALSE.equals(attributes.get("isSymbolicLink"))
                && attributes.get("mode") instanceof Integer mode
                && (mode & OTHERS_WRITE) == 0;
    }

    /// Whether others could put a folder of theirs in the place of ours.
    private static boolean isOpenToTricks(Path parent) throws IOException {
        int mode = (Integer) Files.getAttribute(parent, "unix:mode");
        return (mode & ALL_WRITE) != 0 && (mode & STICKY) == 0;
    }

    /// An attempt to make a cache. It counts as failed unless it is published or given up before it is closed.
    public final class Attempt implements AutoCloseable {
        private final Fingerprint wanted;
        private final FileChannel lock;

        /// Nobody else's, should the lock be removed under somebody who waits for it.
        private final String temporary = ".new-" + ProcessHandle.current().pid() + "-";

        private Attempt(Fingerprint wanted, FileChannel lock) {
            this.wanted = wanted;
            this.lock = lock;
        }

        /// Where the JVM is to record what a worker does.
        ///
        /// @return a path in the folder
        public Path recording() {
            return file(wanted, temporary + "recording");
        }

        /// Where the JVM is to write the cache.
        ///
        /// @return a path in the folder
        public Path cache() {
            return file(wanted, temporary + "cache");
        }

        /// Puts the cache in its place, complete or not at all.
        ///
        /// @throws IOException if it is not there, or the disk is full
        public void publish() throws IOException {
            try (FileChannel written = FileChannel.open(cache(), StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rw-------"));
            Path place = file(wanted, ".aot");
            Path text = file(wanted, temporary + "text");
            Files.move(cache(), place, StandardCopyOption.ATOMIC_MOVE);
            Files.write(text, (wanted.text() + seal(place)).getBytes(StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-------"));
            Files.move(text, file(wanted, ".txt"), StandardCopyOption.ATOMIC_MOVE);
            giveUp();
            prune(MOST_BYTES);
        }

        /// It has not failed: somebody wanted it to end.
        ///
        /// @throws IOException if the folder can not be written to
        public void giveUp() throws IOException {
            Files.deleteIfExists(file(wanted, ".failed"));
        }

        @Override
        public void close() throws IOException {
            try (lock) {
                Files.deleteIfExists(recording());
                Files.deleteIfExists(cache());
                Files.deleteIfExists(file(wanted, temporary + "text"));
                Files.deleteIfExists(file(wanted, ".lock"));
            }
        }
    }
}
