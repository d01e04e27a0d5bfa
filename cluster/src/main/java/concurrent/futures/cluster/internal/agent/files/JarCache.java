package concurrent.futures.cluster.internal.agent.files;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.internal.FileTrouble;
import concurrent.futures.internal.Guard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The jars of drivers on this machine's disk, by what is in them. Agents of one user share the folder.
///
/// ```
///   <sha-256>.jar    a jar: put there by renaming, once it was read back and found to be what it should be
///   <sha-256>.lock   locked by each agent that uses it: the system gives that up with the process, however it ends
///   <sha-256>.new-…  on its way; of an agent that died, it goes after an hour
/// ```
///
/// The jars that were used last stay, as many as fit, and those that are in use.
public final class JarCache {
    private static final Duration ABANDONED = Duration.ofHours(1);
    private static final String NAME_ANOTHER =
            ". Name another one, by --jars of futures cluster agent, or XDG_CACHE_HOME for the usual one";
    private static final int OTHERS_WRITE = 0022;

    /// Brings a jar that is not there.
    @FunctionalInterface
    public interface Fetcher {
        /// Writes it.
        ///
        /// @param file that does not exist
        void fetch(Path file) throws IOException, InterruptedException;
    }

    private final Path folder;
    private final long mostBytes;

    /// What sessions of this agent use, with the lock that tells the others. Guarded by this.
    private final Map<String, Use> uses = new HashMap<>();

    private static final class Use {
        private final FileChannel lock;
        private int count;

        Use(FileChannel lock) {
            this.lock = lock;
        }
    }

    /// Has jars in a folder.
    ///
    /// @param folder which is made if it is not there
    /// @param mostBytes of what stays, beside what is in use
    public JarCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /// Makes the folder, if it is not there, and looks whether jars can be kept in it.
    ///
    /// @throws ClusterException if they can not; the message says why, and names the cure
    public void check() {
        try {
            makeFolder();
        } catch (IOException e) {
            throw new ClusterException(
                    "jars of drivers can not be kept in the folder " + folder + ": " + FileTrouble.describe(e)
                            + NAME_ANOTHER,
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new ClusterException(
                    "jars of drivers can not be kept in the folder " + folder + ": this user may not write there"
                            + NAME_ANOTHER,
                    null);
        }
    }

    /// Takes a jar into use: from now on it stays, until [#release].
    ///
    /// @param jar which one
    /// @param fetcher brings it, if it is not there
    /// @return the file
    /// @throws ClusterException if what was brought is something else
    /// @throws IOException if the folder can not be read or written, or the jar not be brought
    /// @throws InterruptedException if this thread is interrupted
    public Path use(Jar jar, Fetcher fetcher) throws IOException, InterruptedException {
        makeFolder(); // Somebody may have removed it.
        lock(jar.hash());
        boolean done = false;
        try {
            Path file = folder.resolve(jar.hash() + ".jar");
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == jar.size()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else {
                bring(jar, file, fetcher);
            }
            done = true;
            return file;
        } finally {
            if (!done) {
                release(jar.hash());
            }
        }
    }

    private void bring(Jar jar, Path file, Fetcher fetcher) throws IOException, InterruptedException {
        Path fresh = folder.resolve(
                jar.hash() + ".new-" + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36));
        try {
            fetcher.fetch(fresh);
            try (FileChannel written = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            String found = hash(fresh);
            if (!found.equals(jar.hash())) {
                throw new ClusterException(
                        "the jar " + jar.name() + " is not what the driver announced: its SHA-256 is " + found
                                + " and not " + jar.hash() + ". Was it replaced while the driver runs?",
                        null);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        prune();
    }

    /// Computes the SHA-256 of a file.
    ///
    /// @param file which
    /// @return in hexadecimal digits
    /// @throws IOException if it can not be read
    public static String hash(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A session does not use a jar any more.
    ///
    /// @param hash of it
    public synchronized void release(String hash) {
        Use use = uses.get(hash);
        if (use != null && --use.count == 0) {
            uses.remove(hash);
            try {
                use.lock.close();
            } catch (IOException e) {
                Guard.log(System.Logger.Level.WARNING, "can not unlock a jar in " + folder, e);
            }
        }
    }

    private synchronized void lock(String hash) throws IOException {
        Use use = uses.get(hash);
        if (use == null) {
            FileChannel channel = FileChannel.open(
                    folder.resolve(hash + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                channel.lock(0, Long.MAX_VALUE, /* shared= */ true);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            use = new Use(channel);
            uses.put(hash, use);
        }
        use.count++;
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (java.nio.file.FileAlreadyExistsException e) {
                // Another agent was faster.
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
        boolean othersWrite = ((Integer) Files.getAttribute(folder, "unix:mode") & OTHERS_WRITE) != 0;
        if (othersWrite) {
            throw new FileSystemException(
                    folder.toString(), null, "others may write to the folder of jars, which are run: chmod go-w");
        }
    }

    // --- what is too much

    /// A jar, and when it was used last: looked up once, since others use jars meanwhile.
    private record Kept(Path file, Instant used) {}

    /// Removes what was not used for the longest time, until the rest fits.
    private void prune() throws IOException {
        List<Kept> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.endsWith(".jar")) {
                    jars.add(new Kept(file, time(file)));
                } else if (name.contains(".new-")
                        && time(file).isBefore(Instant.now().minus(ABANDONED))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        jars.sort(Comparator.comparing(Kept::used).reversed());
        long bytes = 0;
        for (Kept jar : jars) {
            bytes += sizeOf(jar.file());
            if (bytes > mostBytes) {
                removeUnused(jar.file());
            }
        }
    }

    private synchronized void removeUnused(Path jar) throws IOException {
        String name = String.valueOf(jar.getFileName());
        String hash = name.substring(0, name.length() - ".jar".length());
        if (uses.containsKey(hash)) {
            return;
        }
        Path lockFile = folder.resolve(hash + ".lock");
        try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (lock.tryLock() != null) {
                // The lock's own file stays: who waits for it would else lock one that is gone.
                Files.deleteIfExists(jar);
            }
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return; // Another agent in this very JVM uses it.
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // Gone.
        }
    }

    private static Instant time(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH; // Gone.
        }
    }

    /// Where a jar is, for tests.
    @Nullable
    Path find(String hash) {
        Path file = folder.resolve(hash + ".jar");
        return Files.isRegularFile(file) ? file : null;
    }
}
