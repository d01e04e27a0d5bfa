package concurrent.futures.internal.process.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where memory runs out, the kernel is to kill a worker rather than the parent: a worker is replaced, and only its
/// task is lost.
final class MemoryShortage {
    /// How much sooner: as if the worker used this many thousandths of the memory more than it does.
    private static final int SOONER = 300;

    private static final int SOONEST = 1_000;

    private MemoryShortage() {}

    /// Offers a process to the kernel; on other systems than Linux, or where that is not allowed, does nothing.
    ///
    /// @param pid the process id of a worker
    static void sacrifice(long pid) {
        try {
            Path own = Path.of("/proc/self/oom_score_adj");
            if (Files.isReadable(own)) {
                int score = Integer.parseInt(
                        Files.readString(own, StandardCharsets.US_ASCII).strip());
                Path file = Path.of("/proc", Long.toString(pid), "oom_score_adj");
                Files.writeString(file, Integer.toString(Math.min(score + SOONER, SOONEST)), StandardOpenOption.WRITE);
            }
        } catch (IOException | NumberFormatException e) {
            // The kernel decides by itself then.
        }
    }
}
