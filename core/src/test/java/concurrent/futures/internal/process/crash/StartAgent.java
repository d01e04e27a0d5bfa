package concurrent.futures.internal.process.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Harms the first worker that starts, before its main class is loaded.
public final class StartAgent {
    private StartAgent() {}

    /// Called by the JVM of a worker.
    ///
    /// @param argument a way, and the folder
    public static void premain(String argument) {
        int colon = argument.indexOf(':');
        once(Way.valueOf(argument.substring(0, colon)), argument.substring(colon + 1));
    }

    /// Does harm, unless that was done before.
    public static void once(Way way, String folder) {
        try {
            Files.createFile(Path.of(folder, "once"));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Harm.doesUndeclared(way, folder);
    }
}
