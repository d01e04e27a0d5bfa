package concurrent.futures.examples;

import concurrent.futures.Broadcast;
import concurrent.futures.ProcessPoolExecutor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Hands the same large value to many tasks in worker processes: it goes to each worker once.
public final class Broadcasting {
    private Broadcasting() {}

    private static HashMap<String, Integer> priceList() {
        return new HashMap<>(Map.of("apple", 30, "pear", 40, "plum", 10));
    }

    /// Looks prices up in a list that all tasks share.
    ///
    /// @param args not used
    public static void main(String... args) {
        try (ProcessPoolExecutor executor = new ProcessPoolExecutor(2)) {
            // @start region="broadcast"
            Broadcast<HashMap<String, Integer>> prices = executor.broadcast(priceList());
            executor.map(fruit -> fruit + ": " + prices.value().get(fruit), List.of("apple", "plum"))
                    .forEach(IO::println);
            // @end
        }
    }
}
