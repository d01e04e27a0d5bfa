package concurrent.futures.examples;

import concurrent.futures.Broadcast;
import concurrent.futures.ProcessPoolExecutor;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Hands the same large value to many tasks in worker processes: it goes to each worker once.
public final class Broadcasting {
    private Broadcasting() {}

    private record PriceList(Map<String, Integer> prices) implements Serializable {
        static PriceList load() {
            return new PriceList(Map.of("apple", 30, "pear", 40, "plum", 10));
        }

        int of(String fruit) {
            return Objects.requireNonNull(prices.get(fruit), fruit);
        }
    }

    /// Looks prices up in a list that all tasks share.
    ///
    /// @param args not used
    public static void main(String... args) {
        try (ProcessPoolExecutor executor = new ProcessPoolExecutor(2)) {
            // @start region="broadcast"
            Broadcast<PriceList> prices = executor.broadcast(PriceList.load());
            executor.map(fruit -> fruit + ": " + prices.value().of(fruit), List.of("apple", "plum"))
                    .forEach(IO::println);
            // @end
        }
    }
}
