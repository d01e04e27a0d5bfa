package concurrent.futures.internal.process.launch.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the flight recordings of a pool's workers are.
///
/// What the recorder has written while a worker runs is in the same folder, so that nothing of one that was killed is
/// elsewhere.
///
/// @param folder where they are gathered
/// @param pool what their names begin with
public record Recordings(Path folder, String pool) {
    /// Makes the folder, if it is not there.
    ///
    /// @throws UncheckedIOException if it can not be made
    public Recordings {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("recording: the folder " + folder + " can not be made", e);
        }
    }

    /// The options that have a worker recorded.
    ///
    /// @return options of its JVM
    public List<String> options() {
        return List.of(
                "-XX:FlightRecorderOptions:repository=" + unfinished(),
                "-XX:StartFlightRecording:dumponexit=true,filename=" + named("%p"),
                // Else the JVM prints that it records.
                "-Xlog:jfr+startup=error:stderr");
    }

    /// The recording of a worker, once it is complete.
    ///
    /// @param pid its process id
    /// @return a file in the folder
    public Path file(long pid) {
        return named(Long.toString(pid));
    }

    /// Where the recorder has a folder for each worker while that runs; its name ends with `_` and the process id.
    ///
    /// @return a folder in the folder
    public Path unfinished() {
        return folder.resolve("unfinished");
    }

    private Path named(String pid) {
        return folder.resolve(pool + "-" + pid + ".jfr");
    }
}
