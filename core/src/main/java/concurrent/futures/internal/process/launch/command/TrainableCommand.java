package concurrent.futures.internal.process.launch.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of a worker's command line a startup cache depends on. A cache fits workers of the same one, whatever their
/// heaps, properties and arguments.
///
/// Where all entries of the class path are files, they are all part of it. The JVM makes no cache of classes in
/// directories; where there are any, the file of this library stands for all, so that its classes and those of the JDK
/// are cached. Classes of an application are never in a cache: a worker gets those as without one.
///
/// @param program the path of `java`
/// @param options those that decide which caches a JVM can use
/// @param classPath files, all absolute
public record TrainableCommand(Path program, List<String> options, List<String> classPath) {
    /// Options by which the JVM uses no cache, or another one; which change classes while they are loaded; or which may
    /// stand for any others. No property begins like these but the last one.
    private static final List<String> IMPOSSIBLE = List.of(
            "@",
            "-Xshare",
            "-XX:AOT",
            "-XX:+AOT",
            "-XX:-AOT",
            "-XX:SharedArchiveFile",
            "-XX:SharedClassListFile",
            "-XX:ArchiveClassesAtExit",
            "-XX:DumpLoadedClassList",
            "-XX:+AutoCreateSharedArchive",
            "-XX:+RecordDynamicDumpInfo",
            "-XX:Flags",
            "-XX:+ReadVMOptionsFile",
            "-XX:VMOptionsFile",
            "-XX:StartFlightRecording",
            "-XX:+FlightRecorder",
            "-javaagent",
            "-agentlib",
            "-agentpath",
            "-Xrun",
            "-Xdebug",
            "-Xbootclasspath",
            "--patch-module",
            "--upgrade-module-path",
            "--limit-modules",
            "--module-path",
            "-p",
            "-XX:InitialHeapSize",
            "-XX:MinHeapSize",
            "-XX:InitialRAM",
            "-XX:MaxHeapSize",
            "-Djava.system.class.loader");

    private static final List<String> RELEVANT = List.of(
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+UseCompressedOops",
            "-XX:-UseCompressedOops",
            "-XX:+UseCompressedClassPointers",
            "-XX:-UseCompressedClassPointers",
            "-XX:+UseCompactObjectHeaders",
            "-XX:-UseCompactObjectHeaders",
            "-XX:ObjectAlignmentInBytes=",
            "-XX:MaxRAM");

    /// The JVM puts objects of the cache into its heap, and does not start where they do not fit.
    static final long LEAST_HEAP = 8 << 20;

    /// Copies the lists.
    public TrainableCommand {
        options = List.copyOf(options);
        classPath = List.copyOf(classPath);
    }

    /// Looks whether workers of a command can have a startup cache.
    ///
    /// @param program the path of `java`
    /// @param given the options of the JVM, in their order: those taken over, and those chosen
    /// @param sources where the classes are
    /// @param library where the classes of this library are
    /// @return what the cache depends on; `null` if they can have none
    static @Nullable TrainableCommand of(
            Path program, List<String> given, ClassSources sources, @Nullable String library) {
        if (library == null
                || !isFile(library)
                || !sources.modulePath().isEmpty()
                || !sources.upgradePath().isEmpty()
                || !sources.rootModules().isEmpty()) {
            return null;
        }
        List<String> options = new ArrayList<>();
        boolean valueFollows = false;
        for (String option : given) {
            if (startsWithOneOf(option, IMPOSSIBLE) || isSmallHeap(option)) {
                return null;
            }
            if (valueFollows || option.startsWith("--") || isCollector(option) || startsWithOneOf(option, RELEVANT)) {
                options.add(option);
            }
            valueFollows = option.startsWith("--") && option.indexOf('=') < 0 && !option.equals("--enable-preview");
        }
        boolean allFiles = true;
        for (String entry : sources.classPath()) {
            allFiles &= isFile(entry);
        }
        return new TrainableCommand(program, options, allFiles ? sources.classPath() : List.of(library));
    }

    private static boolean isSmallHeap(String option) {
        return (option.startsWith("-Xms") || option.startsWith("-Xmx")) && bytes(option.substring(4)) < LEAST_HEAP;
    }

    /// Reads a size such as `64m`.
    ///
    /// @return bytes; 0 for what is none
    private static long bytes(String size) {
        int digits = 0;
        while (digits < size.length() && Character.isDigit(size.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 15) {
            return 0;
        }
        long number = Long.parseLong(size.substring(0, digits));
        return switch (size.substring(digits)) {
            case "" -> number;
            case "k", "K" -> number << 10;
            case "m", "M" -> number << 20;
            case "g", "G" -> number << 30;
            case "t", "T" -> number << 40;
            default -> 0;
        };
    }

    private static boolean isFile(String path) {
        return Files.isRegularFile(Path.of(path));
    }

    /// Whether an option chooses a garbage collector.
    static boolean isCollector(String option) {
        return (option.startsWith("-XX:+Use") || option.startsWith("-XX:-Use")) && option.endsWith("GC");
    }

    private static boolean startsWithOneOf(String option, List<String> beginnings) {
        for (String beginning : beginnings) {
            if (option.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }
}
