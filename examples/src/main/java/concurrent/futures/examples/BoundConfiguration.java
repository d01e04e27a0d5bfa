package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskBiFunction;
import java.io.Serializable;
import java.util.List;

/// Binds a configuration to a function of two arguments with `partial`, and maps the rest over the data.
public final class BoundConfiguration {
    private BoundConfiguration() {}

    // @start region="partial"
    record Configuration(int multiplier, String unit) implements Serializable {}

    static String process(int item, Configuration configuration) {
        return item * configuration.multiplier() + " " + configuration.unit();
    }

    static void run(Configuration configuration, List<Integer> data) {
        TaskBiFunction<Integer, Configuration, String> process = BoundConfiguration::process;
        try (Executor executor = new ProcessPoolExecutor(2)) {
            executor.map(process.partial(configuration), data).forEach(IO::println);
        }
    }
    // @end

    /// Prints the products.
    ///
    /// @param args a multiplier; 3 by default
    public static void main(String... args) {
        int multiplier = args.length == 0 ? 3 : Integer.parseInt(args[0]);
        run(new Configuration(multiplier, "apples"), List.of(1, 2, 3, 4, 5));
    }
}
