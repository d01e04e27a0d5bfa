package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.dashboard.Dashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Shows work on a page while it is done, and keeps the page as a file.
public final class OnADashboard {
    private OnADashboard() {}

    // @start region="page"
    private static void countLines(Path report, List<String> files) throws IOException {
        try (Executor executor = new ProcessPoolExecutor(2);
                Dashboard dashboard = Dashboard.serve(executor)) { // prints a link
            executor.map(file -> countLines(file), files).forEach(IO::println);
            dashboard.report(report);
        }
    }
    // @end

    private static String countLines(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return file + ": " + lines.count() + " lines";
        }
    }

    /// Counts the lines of files.
    ///
    /// @param args where the report goes, and the files
    /// @throws IOException if the report can not be written
    public static void main(String... args) throws IOException {
        Path report = Path.of(args[0]);
        countLines(report, Arrays.asList(args).subList(1, args.length));
        IO.println("the report is a page of " + Files.size(report) / 1024 + " KB");
    }
}
