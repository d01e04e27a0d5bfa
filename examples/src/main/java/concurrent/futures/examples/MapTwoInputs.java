package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.ThreadPoolExecutor;
import java.time.Duration;
import java.util.List;

/// Maps a function of two arguments over two inputs, in chunks, with a time limit for the whole map.
public final class MapTwoInputs {
    private MapTwoInputs() {}

    /// Prints a line per pair; the longer input's last element has none.
    ///
    /// @param args not used
    public static void main(String... args) {
        // @start region="pairs"
        List<String> fruits = List.of("apples", "pears", "plums", "one too many");
        List<Integer> counts = List.of(3, 5, 7);
        MapOptions options = MapOptions.defaults().withChunkSize(2).withTimeout(Duration.ofSeconds(30));
        try (Executor executor = new ThreadPoolExecutor()) {
            Results<String> results = executor.map((fruit, count) -> count + " " + fruit, fruits, counts, options);
            IO.println(results.toList());
        }
        // @end
    }
}
