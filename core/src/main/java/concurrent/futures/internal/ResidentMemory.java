package concurrent.futures.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much physical memory a process occupies, where the system tells.
public final class ResidentMemory {
    private ResidentMemory() {}

    /// Looks it up.
    ///
    /// @param process a process id, or `self`
    /// @return bytes; 0 if the process has ended, or the system does not tell
    public static long ofProcess(String process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", process, "status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return 0; // Another system, or it has ended.
        }
        return 0;
    }
}
