package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.process.launch.command.ArgumentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A directory that only this user can enter, for the pipes, sockets and mapped pages of one pool.
///
/// Its name tells whose it is ([Owner]), and a lock on a file in it says, to other processes, that the owner lives: the
/// system gives the lock up with the process, however that ends. It is removed by [#close], or else at the orderly end
/// of the JVM, or else by the next JVM that makes one in the same place.
public final class PrivateDirectory implements AutoCloseable {
    /// The longest name of a file in it that leaves room for the path of a Unix domain socket.
    static final int LONGEST_NAME = 16;

    /// The most bytes of such a path, where it is shortest (macOS: 104 with the final zero byte).
    private static final int LONGEST_SOCKET_PATH = 103;

    static final String LOCK = "lock";

    /// As many as four letters and digits can make.
    private static final int DIFFERENT_NAMES = 36 * 36 * 36 * 36;

    private final Path path;
    private volatile FileChannel lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private PrivateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes a directory.
    ///
    /// @return a new directory
    /// @throws IOException if no place for it can be found; the message tells what was wrong with each
    static PrivateDirectory create() throws IOException {
        return create(Places.forSockets());
    }

    /// Makes a directory in the first place that will do.
    ///
    /// @param places where to try
    /// @return a new directory
    /// @throws IOException if none does
    public static PrivateDirectory create(Iterable<Path> places) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path place : places) {
            try {
                PrivateDirectory made = createIn(place);
                DirectoriesOfThisJvm.add(made);
                return made;
            } catch (IOException | UnsupportedOperationException e) {
                problems.add(place + ": " + e.getMessage());
            }
        }
        throw new IOException("no place for the private directory of a process pool. Start the JVM with"
                + " -Djava.io.tmpdir=… set to a short path that you can write to. Tried "
                + String.join("; ", problems));
    }

    /// Removes the directories of a dead JVM, but not those that still are in use.
    ///
    /// @param place where to look
    /// @param pid of the JVM
    public static void removeLeftBy(Path place, long pid) {
        String names = Owner.PREFIX + Long.toString(pid, 36) + "-*";
        try (DirectoryStream<Path> left = Files.newDirectoryStream(place, names)) {
            for (Path directory : left) {
                Leftovers.sweepOne(directory, Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
            }
        } catch (IOException e) {
            // Not there, or somebody else is removing them: the next JVM sweeps.
            return;
        }
    }

    /// The directory itself.
    ///
    /// @return an absolute path, short enough for the name of a Unix domain socket of up to 16 bytes in it
    public Path path() {
        return path;
    }

    /// Where to make a file that is to be mapped: in memory, if the system has a place for that, else here.
    ///
    /// @param name of the file, as short as all in here
    /// @return where to try, one after the other; what is left there goes with the directory
    public List<Path> placesToMap(String name) {
        return MemoryFiles.places(path, name);
    }

    /// Makes the directory again if it is gone: there are programs that remove what is old from the places for
    /// temporary files.
    ///
    /// @return whether it was gone, and with it all that was in it
    /// @throws IOException if it can not be made, or has been closed
    synchronized boolean restore() throws IOException {
        if (closed.get()) {
            throw new IOException("the pool has been closed");
        }
        if (Files.isRegularFile(path.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        lock.close();
        Leftovers.delete(path);
        makeOurs(path);
        lock = lock(path);
        if (closed.get()) {
            delete();
            throw new IOException("the pool has been closed");
        }
        return true;
    }

    /// Removes what dead parents left in the same place, and in those for memory; once in the life of this JVM.
    public void sweepAround() {
        Path own = path.getParent();
        if (own != null) {
            Leftovers.sweep(own, path);
        }
        for (Path place : Places.forMemory()) {
            Leftovers.sweep(place, path);
        }
    }

    /// Removes the directory and what is in it; again: does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            DirectoriesOfThisJvm.remove(this);
            delete();
        }
    }

    /// Removes the directory at the end of the JVM.
    void delete() {
        try {
            lock.close();
            Leftovers.delete(path);
        } catch (IOException e) {
            Guard.log(System.Logger.Level.WARNING, "can not remove " + path, e);
        }
    }

    private static PrivateDirectory createIn(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            throw new IOException("not a directory");
        }
        if (isOpenToTricks(place)) {
            throw new IOException("everybody may rename what is in it (chmod +t makes it safe)");
        }
        Owner owner = Owner.ofThisJvm();
        while (true) {
            int random = ByteBuffer.wrap(Randomness.bytes(Integer.BYTES)).getInt() & Integer.MAX_VALUE;
            Path path = place.resolve(owner.directoryName(Integer.toString(random % DIFFERENT_NAMES, 36)));
            int length = path.toString().getBytes(ArgumentFile.platformCharset()).length + 1 + LONGEST_NAME;
            if (length > LONGEST_SOCKET_PATH) {
                throw new IOException("the path of a socket in it would have " + length + " bytes, but the limit is "
                        + LONGEST_SOCKET_PATH);
            }
            try {
                makeOurs(path);
            } catch (FileAlreadyExistsException e) {
                continue; // By chance, or somebody wants us to use theirs: take another name.
            }
            return new PrivateDirectory(path, lock(path));
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        try {
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            return lock;
        } catch (IOException e) {
            Leftovers.delete(path);
            throw e;
        }
    }

    private static void makeOurs(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var permissions = PosixFilePermissions.fromString("rwx------");
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(permissions));
            if (!Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(permissions)) {
                Files.delete(path);
                throw new IOException("the file system does not keep permissions");
            }
            return;
        }
        Files.createDirectory(path);
        AclFileAttributeView view =
                Files.getFileAttributeView(path, AclFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            Files.delete(path);
            throw new IOException("the file system has no permissions");
        }
        view.setAcl(List.of(AclEntry.newBuilder()
                .setType(AclEntryType.ALLOW)
                .setPrincipal(view.getOwner())
                .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                .setFlags(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT)
                .build()));
    }

    /// Whether others could put a directory of theirs in the place of ours: all may write, and it is not sticky.
    private static boolean isOpenToTricks(Path place) throws IOException {
        if (!place.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return false;
        }
        int mode = (Integer) Files.getAttribute(place, "unix:mode");
        int othersWrite = 0002;
        int sticky = 01000;
        return (mode & othersWrite) != 0 && (mode & sticky) == 0;
    }
}
