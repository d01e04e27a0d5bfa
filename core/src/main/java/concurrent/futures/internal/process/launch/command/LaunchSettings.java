package concurrent.futures.internal.process.launch.command;

import concurrent.futures.WorkerOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the workers of a pool are started.
///
/// @param maxWorkers the most workers at the same time; divides the memory
/// @param javaHome the JDK or JRE of the workers; `null` for the parent's
/// @param classPath the class path of the workers; `null` for the parent's class path and module path
/// @param jvmOptions further options of the JVM; they win over those of the parent and over ours
/// @param maxHeap the greatest size of a worker's heap in bytes; 0 to divide what memory there is
/// @param environment variables to set in addition to those of the parent
/// @param workingDirectory where the workers run; `null` for the parent's
/// @param output who takes the lines that the workers print
/// @param startupCache whether workers may start from a cache
/// @param recordings where the workers' flight recordings are; `null` if these options do not have them recorded
public record LaunchSettings(
        int maxWorkers,
        @Nullable Path javaHome,
        @Nullable List<Path> classPath,
        List<String> jvmOptions,
        long maxHeap,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        WorkerOutput output,
        boolean startupCache,
        @Nullable Recordings recordings) {

    /// Copies the collections.
    public LaunchSettings {
        classPath = classPath == null ? null : List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /// Replaces the number of workers.
    ///
    /// @param workers the most workers at the same time
    /// @return changed settings
    public LaunchSettings withMaxWorkers(int workers) {
        return new LaunchSettings(
                workers,
                javaHome,
                classPath,
                jvmOptions,
                maxHeap,
                environment,
                workingDirectory,
                output,
                startupCache,
                recordings);
    }
}
