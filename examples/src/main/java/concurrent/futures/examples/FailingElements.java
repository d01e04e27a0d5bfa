package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Shows that an element's exception surfaces where its result is taken, not in `map`; and that the iteration goes on.
public final class FailingElements {
    private FailingElements() {}

    /// Doubles numbers; the negative ones fail.
    ///
    /// @param args numbers; 1, -2 and 3 by default
    public static void main(String... args) {
        List<Integer> numbers = args.length == 0
                ? List.of(1, -2, 3)
                : Stream.of(args).map(Integer::valueOf).toList();
        // @start region="loop"
        try (Executor executor = new ThreadPoolExecutor()) {
            Iterator<Integer> results =
                    executor.map(FailingElements::twice, numbers).iterator();
            while (results.hasNext()) {
                try {
                    IO.println(results.next());
                } catch (IllegalArgumentException e) {
                    IO.println("failed: " + e.getMessage());
                }
            }
        }
        // @end
    }

    private static int twice(int number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " is negative");
        }
        return 2 * number;
    }
}
