package concurrent.futures.cluster.internal.security;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files and folders that nobody but the user can read; where the file system knows no such rights, its own hold.
final class PrivateFiles {
    private PrivateFiles() {}

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, attributes("rwx------"));
        restrict(folder, "rwx------");
    }

    static Path createTemporaryFolder() throws IOException {
        return Files.createTempDirectory("futures-cluster", attributes("rwx------"));
    }

    /// Makes an empty file that was not there before.
    static void create(Path file) throws IOException {
        Files.createFile(file, attributes("rw-------"));
    }

    static void write(Path file, byte[] bytes) throws IOException {
        create(file);
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }

    /// Of a file that another program has made, in a folder that was private before.
    static void restrict(Path file) throws IOException {
        restrict(file, "rw-------");
    }

    private static void restrict(Path file, String rights) throws IOException {
        if (knowsRights()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        }
    }

    private static boolean knowsRights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(String rights) {
        return knowsRights()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
