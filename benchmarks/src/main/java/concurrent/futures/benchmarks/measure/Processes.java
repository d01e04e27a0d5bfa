package concurrent.futures.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// What Linux tells about a running process. Elsewhere, and of a process that has ended, it is not a number.
public final class Processes {
    private Processes() {}

    /// How long all threads that a process has now have been running on a processor.
    ///
    /// @param pid the process
    /// @return seconds, to the nanosecond
    public static double cpuSeconds(long pid) {
        return cpuSeconds(pid, "no thread");
    }

    /// How long the threads of this process have run, but for the one that calls this: to look takes longer than what
    /// an idle process does in a second.
    ///
    /// @return seconds, to the nanosecond; not a number where the system does not tell
    public static double cpuSecondsOfOthers() {
        try {
            Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
            return cpuSeconds(ProcessHandle.current().pid(), self.getFileName().toString());
        } catch (NoSuchFileException elsewhere) {
            return Double.NaN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cpuSeconds(long pid, String without) {
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                if (!thread.endsWith(without)) {
                    nanos += runNanos(thread.resolve("schedstat"));
                }
            }
        } catch (NoSuchFileException gone) {
            return Double.NaN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nanos / 1e9;
    }

    private static long runNanos(Path schedstat) throws IOException {
        try {
            String line = Files.readString(schedstat);
            return Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    /// The memory of a process that is in the machine's memory now.
    ///
    /// @param pid the process
    /// @return bytes
    public static double residentBytes(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return Double.NaN;
        } catch (NoSuchFileException gone) {
            return Double.NaN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
