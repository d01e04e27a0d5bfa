package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;

/// Records a program and its workers with the JVM's flight recorder.
public final class FlightRecordings {
    private FlightRecordings() {}

    // @start region="recording"
    private static void run(Path folder) throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            try (Executor executor = ProcessPoolExecutor.builder()
                    .maxWorkers(2)
                    .recording(folder)
                    .build()) {
                executor.map(number -> number * number, List.of(1, 2, 3)).forEach(IO::println);
            }
            recording.dump(folder.resolve("program.jfr"));
        }
    }
    // @end

    /// Records three tasks.
    ///
    /// @param args where the recordings are to be
    /// @throws IOException if they can not be written
    public static void main(String... args) throws IOException {
        run(Path.of(args[0]));
    }
}
