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
public record LaunchSettings(
        int maxWorkers,
        @Nullable Path javaHome,
        @Nullable List<Path> classPath,
        List<String> jvmOptions,
        long maxHeap,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        WorkerOutput output,
        boolean startupCache) {

    /// Copies the collections.
    public LaunchSettings {
        classPath = classPath == null ? null : List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(environment);
    }

    /// Everything as in the parent, output inherited.
    ///
    /// @param maxWorkers the most workers at the same time
    /// @return settings
    public static LaunchSettings defaults(int maxWorkers) {
        return new LaunchSettings(maxWorkers, null, null, List.of(), 0, Map.of(), null, WorkerOutput.INHERIT, true);
    }

    /// Replaces the number of workers.
    ///
    /// @param workers the most workers at the same time
    /// @return changed settings
    public LaunchSettings withMaxWorkers(int workers) {
        return new LaunchSettings(
                workers, javaHome, classPath, jvmOptions, maxHeap, environment, workingDirectory, output, startupCache);
    }

    /// Replaces the JDK of the workers.
    ///
    /// @param home the folder that contains `bin/java`
    /// @return changed settings
    public LaunchSettings withJavaHome(Path home) {
        return new LaunchSettings(
                maxWorkers, home, classPath, jvmOptions, maxHeap, environment, workingDirectory, output, startupCache);
    }

    /// Replaces the class path of the workers.
    ///
    /// @param path its entries; the classes of this library are added
    /// @return changed settings
    public LaunchSettings withClassPath(List<Path> path) {
        return new LaunchSettings(
                maxWorkers, javaHome, path, jvmOptions, maxHeap, environment, workingDirectory, output, startupCache);
    }

    /// Replaces the further options of the JVM.
    ///
    /// @param options options such as `-XX:+UseParallelGC`
    /// @return changed settings
    public LaunchSettings withJvmOptions(List<String> options) {
        return new LaunchSettings(
                maxWorkers, javaHome, classPath, options, maxHeap, environment, workingDirectory, output, startupCache);
    }

    /// Replaces the size of the heap.
    ///
    /// @param bytes the greatest size of a worker's heap; 0 to divide what memory there is
    /// @return changed settings
    public LaunchSettings withMaxHeap(long bytes) {
        return new LaunchSettings(
                maxWorkers,
                javaHome,
                classPath,
                jvmOptions,
                bytes,
                environment,
                workingDirectory,
                output,
                startupCache);
    }

    /// Replaces the additional variables.
    ///
    /// @param variables name to value
    /// @return changed settings
    public LaunchSettings withEnvironment(Map<String, String> variables) {
        return new LaunchSettings(
                maxWorkers,
                javaHome,
                classPath,
                jvmOptions,
                maxHeap,
                variables,
                workingDirectory,
                output,
                startupCache);
    }

    /// Replaces the working directory.
    ///
    /// @param directory where the workers run
    /// @return changed settings
    public LaunchSettings withWorkingDirectory(Path directory) {
        return new LaunchSettings(
                maxWorkers, javaHome, classPath, jvmOptions, maxHeap, environment, directory, output, startupCache);
    }

    /// Replaces the receiver of output.
    ///
    /// @param receiver who takes the lines that the workers print
    /// @return changed settings
    public LaunchSettings withOutput(WorkerOutput receiver) {
        return new LaunchSettings(
                maxWorkers,
                javaHome,
                classPath,
                jvmOptions,
                maxHeap,
                environment,
                workingDirectory,
                receiver,
                startupCache);
    }

    /// Chooses whether workers may start from a cache.
    ///
    /// @param wanted whether
    /// @return changed settings
    public LaunchSettings withStartupCache(boolean wanted) {
        return new LaunchSettings(
                maxWorkers, javaHome, classPath, jvmOptions, maxHeap, environment, workingDirectory, output, wanted);
    }
}
