package concurrent.futures.cli.session;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// A directory that is gone, with all that is in it, when the command ends or is interrupted.
public final class TemporaryDirectory implements AutoCloseable {
    private static final int DELETE_ATTEMPTS = 3;

    private final Path path;
    private final Session session;
    private final Runnable delete = this::delete;

    private TemporaryDirectory(Path path, Session session) {
        this.path = path;
        this.session = session;
        session.onInterrupt(delete);
    }

    /// Makes a directory where the system keeps temporary ones.
    ///
    /// @param prefix what its name begins with
    /// @param session whose end it does not outlive
    /// @return the new directory
    /// @throws IOException if it can not be made
    public static TemporaryDirectory create(String prefix, Session session) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(prefix), session);
    }

    /// Makes a directory in another one.
    ///
    /// @param parent the other one
    /// @param prefix what its name begins with
    /// @param session whose end it does not outlive
    /// @return the new directory
    /// @throws IOException if it can not be made
    public static TemporaryDirectory in(Path parent, String prefix, Session session) throws IOException {
        return new TemporaryDirectory(Files.createTempDirectory(parent, prefix), session);
    }

    /// Where it is.
    ///
    /// @return the path
    public Path path() {
        return path;
    }

    /// Deletes all there is. A task that is being stopped may make a file meanwhile: hence further attempts.
    private void delete() {
        for (int attempt = 1; attempt <= DELETE_ATTEMPTS; attempt++) {
            try {
                Files.walkFileTree(path, new Deletion());
                return;
            } catch (NoSuchFileException e) {
                return;
            } catch (IOException e) {
                if (attempt == DELETE_ATTEMPTS) {
                    session.note(path + ": can not be deleted: " + Causes.describe(e));
                }
            }
        }
    }

    @Override
    public void close() {
        delete();
        session.forget(delete);
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
