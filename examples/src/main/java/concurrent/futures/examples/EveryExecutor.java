package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs the same program on each executor: only the line that makes the executor changes.
public final class EveryExecutor {
    private EveryExecutor() {}

    /// Counts the words of the files on each executor; the answers are the same.
    ///
    /// @param files paths of text files
    public static void main(String... files) {
        if (files.length == 0) {
            System.err.println("usage: EveryExecutor FILE...");
            return;
        }
        for (String kind : List.of("serial", "threads", "virtual", "processes")) {
            try (Executor executor = executor(kind)) {
                IO.println(kind + ": " + countWords(executor, List.of(files)) + " words");
            }
        }
    }

    // @start region="choice"
    static Executor executor(String kind) {
        return switch (kind) {
            case "serial" -> new ThreadPoolExecutor(1);
            case "threads" -> new ThreadPoolExecutor();
            case "virtual" -> ThreadPoolExecutor.virtual();
            case "processes" -> new ProcessPoolExecutor();
            default -> throw new IllegalArgumentException("no executor is called " + kind);
        };
    }
    // @end

    private static int countWords(Executor executor, List<String> files) {
        int sum = 0;
        for (int words : executor.map(file -> countWords(file), files)) {
            sum += words;
        }
        return sum;
    }

    private static int countWords(String file) throws IOException {
        String text = Files.readString(Path.of(file)).strip();
        return text.isEmpty() ? 0 : text.split("\\s+").length;
    }
}
