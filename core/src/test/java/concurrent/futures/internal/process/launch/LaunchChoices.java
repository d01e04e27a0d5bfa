package concurrent.futures.internal.process.launch;

import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How tests have workers started: as the parent was, with its output, but for what they choose.
public final class LaunchChoices {
    private final int maxWorkers;
    private @Nullable Path javaHome;
    private @Nullable List<Path> classPath;
    private List<String> jvmOptions = List.of();
    private long maxHeap;
    private Map<String, String> environment = Map.of();
    private @Nullable Path workingDirectory;
    private WorkerOutput output = WorkerOutput.INHERIT;

    private LaunchChoices(int maxWorkers) {
        this.maxWorkers = maxWorkers;
    }

    /// Nothing is chosen yet but the most workers.
    public static LaunchChoices of(int maxWorkers) {
        return new LaunchChoices(maxWorkers);
    }

    /// What comes of it.
    public LaunchSettings settings() {
        return new LaunchSettings(
                maxWorkers,
                javaHome,
                classPath,
                jvmOptions,
                maxHeap,
                environment,
                workingDirectory,
                output,
                /* startupCache= */ true,
                /* recordings= */ null);
    }

    LaunchChoices withJavaHome(Path home) {
        javaHome = home;
        return this;
    }

    LaunchChoices withClassPath(List<Path> path) {
        classPath = path;
        return this;
    }

    LaunchChoices withJvmOptions(List<String> options) {
        jvmOptions = options;
        return this;
    }

    LaunchChoices withMaxHeap(long bytes) {
        maxHeap = bytes;
        return this;
    }

    LaunchChoices withEnvironment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    LaunchChoices withWorkingDirectory(Path directory) {
        workingDirectory = directory;
        return this;
    }

    LaunchChoices withOutput(WorkerOutput receiver) {
        output = receiver;
        return this;
    }
}
