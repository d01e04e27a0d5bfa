package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Guard;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files that belong to a private directory and are not in it, but where the system keeps files in memory. Their names
/// begin with that of the directory, and they go with it.
final class MemoryFiles {
    private static final Path PLACE = Places.IN_MEMORY;

    private MemoryFiles() {}

    /// Where to make a file that is to be mapped: the first of these that has room. In a container, the first one is
    /// often small.
    ///
    /// @param directory a private one
    /// @param name of the file
    /// @return paths, the last one in the directory itself
    static List<Path> places(Path directory, String name) {
        Path usual = directory.resolve(name);
        return Files.isDirectory(PLACE) ? List.of(PLACE.resolve(prefix(directory) + name), usual) : List.of(usual);
    }

    /// Removes what is left of a directory's files.
    ///
    /// @param directory a private one
    static void delete(Path directory) {
        if (!Files.isDirectory(PLACE)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PLACE, prefix(directory) + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            Guard.log(System.Logger.Level.DEBUG, "can not remove the files of " + directory + " in " + PLACE, e);
        }
    }

    private static String prefix(Path directory) {
        return directory.getFileName() + "-";
    }
}
