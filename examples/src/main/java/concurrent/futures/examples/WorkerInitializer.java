package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Prepares each worker process once, before its first task; its tasks find what the initializer left in static fields.
public final class WorkerInitializer {
    private static final Map<String, Integer> PRICES = new ConcurrentHashMap<>();

    private WorkerInitializer() {}

    // @start region="initializer"
    private static void loadPrices() {
        PRICES.putAll(Map.of("apple", 30, "pear", 40, "plum", 10));
    }

    private static String price(String fruit) {
        return fruit + ": " + PRICES.get(fruit);
    }

    private static void run(List<String> fruits) {
        try (Executor executor = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .initializer(WorkerInitializer::loadPrices)
                .build()) {
            executor.map(WorkerInitializer::price, fruits).forEach(IO::println);
        }
        IO.println("prices in this process: " + PRICES.size());
    }
    // @end

    /// Prints the prices, which only the workers know.
    ///
    /// @param args not used
    public static void main(String... args) {
        run(List.of("apple", "pear", "plum"));
    }
}
