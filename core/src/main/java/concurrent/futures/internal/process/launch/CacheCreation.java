package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.process.launch.command.TrainableCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has the JVM make a startup cache of what it has recorded; in the process that was started for it.
public final class CacheCreation {
    /// Profiles of methods are left out: with them, a JVM compiles for as long as it starts, and keeps what it
    /// needs for that. Where there is no such option, they are in the cache, and starts are slower.
    private static final List<String> WITHOUT_PROFILES =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");

    private final TrainableCommand command;
    private final Path recording;
    private final Path cache;

    /// Guarded by this.
    private @Nullable Process process;

    private boolean ended;

    /// Prepares it.
    ///
    /// @param command of the workers
    /// @param recording made by a worker with the options of [#recording]
    /// @param cache to be made
    public CacheCreation(TrainableCommand command, Path recording, Path cache) {
        this.command = command;
        this.recording = recording;
        this.cache = cache;
    }

    /// The options for the worker that is recorded.
    ///
    /// @param command of the workers
    /// @param recording where it writes, at its end
    /// @return for its JVM
    public static List<String> recording(TrainableCommand command, Path recording) {
        List<String> options = new ArrayList<>(command.options());
        options.addAll(WITHOUT_PROFILES);
        options.add("-XX:AOTMode=record");
        options.add("-XX:AOTConfiguration=" + recording);
        return options;
    }

    /// Makes the cache. Blocks.
    ///
    /// @return whether it was made
    /// @throws IOException if the process can not be started
    /// @throws InterruptedException if the thread was interrupted
    public boolean run() throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(command.program().toString());
        line.addAll(command.options());
        line.addAll(WITHOUT_PROFILES);
        line.add("-XX:AOTMode=create");
        line.add("-XX:AOTConfiguration=" + recording);
        line.add("-XX:AOTCache=" + cache);
        line.add("-cp");
        line.add(String.join(File.pathSeparator, command.classPath()));
        Process started = start(line);
        return started != null && started.waitFor() == 0;
    }

    private synchronized @Nullable Process start(List<String> line) throws IOException {
        if (ended) {
            return null;
        }
        Process started = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process = started;
        return started;
    }

    /// Ends it, at any moment.
    public synchronized void end() {
        ended = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
