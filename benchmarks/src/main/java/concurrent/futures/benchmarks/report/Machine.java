package concurrent.futures.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a claim of speed has to name.
///
/// @param processor its name
/// @param processors how many of them there are for this JVM
/// @param system the operating system
/// @param jdk the JDK
/// @param python the interpreter; or that there is none
public record Machine(String processor, int processors, String system, String jdk, String python) {
    /// This machine.
    ///
    /// @param python the interpreter's version, or that there is none
    /// @return what is known of it
    public static Machine here(String python) {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                python);
    }

    private static String processorName() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException noSuchFile) {
            return System.getProperty("os.arch");
        }
    }

    @Override
    public String toString() {
        return processors + " × " + processor + ", " + system + ", " + jdk + ", " + python;
    }
}
