package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Results;
import concurrent.futures.cluster.ClusterExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Counts the lines of files on a cluster, which is made of two agents on this machine. [OnThreads] is the same
/// program, but for one line.
public final class OnACluster {
    private OnACluster() {}

    /// Prints a line per file, in the order of the arguments.
    ///
    /// @param files paths of text files
    public static void main(String... files) {
        if (files.length == 0) {
            System.err.println("usage: OnACluster FILE...");
            return;
        }
        countLines(files);
    }

    // @start region="program"
    static void countLines(String... files) {
        try (Executor executor = ClusterExecutor.local(2)) {
            Results<String> results = executor.map(file -> describe(file), List.of(files));
            results.forEach(IO::println);
        }
    }
    // @end

    /// An executor on agents of other machines.
    ///
    /// @param seed where one of them is, as `10.0.0.5:17800`
    /// @param here the address of this machine, by which they reach this program
    /// @param certificates a folder that `futures cluster init` has made for this program
    /// @return the executor, to be closed
    public static ClusterExecutor connect(String seed, String here, Path certificates) {
        // @start region="connect"
        return ClusterExecutor.builder()
                .clusterName("north")
                .seeds(seed)
                .bindAddress(here)
                .security(
                        certificates.resolve("node.p12"),
                        certificates.resolve("trust.p12"),
                        certificates.resolve("password"))
                .build();
        // @end
    }

    private static String describe(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return file + ": " + lines.count() + " lines";
        }
    }
}
