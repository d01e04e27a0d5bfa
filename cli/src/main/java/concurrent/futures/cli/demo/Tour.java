package concurrent.futures.cli.demo;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.TaskFailedException;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.cli.options.ExecutorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One program on an executor that is given to it, part by part: nothing in it says which one that is.
final class Tour {
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final int PRIMES = 20;
    private static final int SQUARES = 10_000;

    private final Executor executor;
    private final DemoInputs inputs;

    private Tour(Executor executor, DemoInputs inputs) {
        this.executor = executor;
        this.inputs = inputs;
    }

    /// The parts that the executor can do.
    ///
    /// @param inputs what they work on
    /// @param kind of the executor
    /// @param executor for all of them; not closed
    static List<Exhibit> of(DemoInputs inputs, ExecutorKind kind, Executor executor) throws IOException {
        Tour tour = new Tour(executor, inputs);
        List<Exhibit> parts = new ArrayList<>();
        parts.add(part(
                "map",
                "the lines of files, in their order",
                tour::files,
                Expectations.of(inputs.files()).lineCounts().getFirst()));
        parts.add(part("many", SQUARES + " tasks that take no time", tour::squares, "sum: 333283335000"));
        parts.add(part("as completed", PRIMES + " primes, whichever is found first", tour::primes, PRIMES + " primes"));
        parts.add(part(
                "failures",
                "a failing element throws what failed there, and the rest goes on",
                tour::lines,
                "^6$",
                "For input string: \"six\"",
                "^33$"));
        if (kind != ExecutorKind.SERIAL) {
            parts.add(part("time limit", "a task that never ends is stopped", tour::limit, "stopped: .*limit"));
            parts.add(part("cancel", "what was cancelled is not done", tour::cancel, "cancelled: true"));
        }
        if (kind == ExecutorKind.PROCESSES || kind == ExecutorKind.CLUSTER) {
            parts.add(part(
                    "crash",
                    "a task that takes its worker along fails, or runs again",
                    tour::crash,
                    "lost: exit code 134",
                    "retried: fine"));
        }
        return parts;
    }

    private static Exhibit part(String name, String shows, Exhibit.Program program, String... expected) {
        return new Exhibit(name, shows, program, List.of(), List.of(expected));
    }

    private void files(String... none) {
        executor.map(file -> describe(file), inputs.files()).forEach(IO::println);
    }

    private static String describe(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return file + ": " + lines.count() + " lines";
        }
    }

    private void squares(String... none) {
        long sum = 0;
        for (long square : executor.map(
                x -> (long) x * x, IntStream.range(0, SQUARES).boxed().toList())) {
            sum += square;
        }
        IO.println("sum: " + sum);
    }

    private void primes(String... none) {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int number = 0; number < PRIMES; number++) {
            int seed = number;
            futures.add(executor.submit(() -> Chores.nextPrime(seed).bitLength()));
        }
        int found = 0;
        for (Future<Integer> prime : Futures.asCompleted(futures)) {
            found += prime.result() >= 500 ? 1 : 0;
        }
        IO.println(found + " primes");
    }

    private void lines(String... none) {
        Iterator<Integer> sums = executor.map(line -> Chores.parse(line), List.of("1 2 3", "4 5 six", "10 11 12"))
                .iterator();
        while (true) {
            try {
                IO.println(sums.next());
            } catch (TaskFailedException e) {
                IO.println("failed: " + e.getCause());
            } catch (NumberFormatException e) {
                IO.println("failed: " + e);
            } catch (NoSuchElementException e) {
                return;
            }
        }
    }

    private void limit(String... none) {
        Future<Boolean> search =
                executor.with(TaskOptions.defaults().withTimeout(PATIENCE)).submit(() -> Chores.search());
        try {
            IO.println("found: " + search.result());
        } catch (TaskTimeoutException e) {
            IO.println("stopped: " + e.getMessage());
        }
    }

    private void cancel(String... none) {
        Future<Boolean> search = executor.submit(() -> Chores.search());
        search.cancel(/* mayInterruptIfRunning= */ true);
        IO.println("cancelled: " + search.isCancelled());
    }

    private void crash(String... none) throws IOException {
        Path marker = Path.of(inputs.directory(), "marker");
        String first = marker.toString();
        Future<String> lost = executor.submit(() -> once(null));
        Future<String> retried =
                executor.with(TaskOptions.defaults().withRetries(1)).submit(() -> once(first));
        try {
            IO.println("lost: " + lost.result());
        } catch (WorkerCrashedException e) {
            IO.println("lost: exit code " + e.exitCode().orElse(-1));
        }
        IO.println("retried: " + retried.result());
        Files.delete(marker);
    }

    private static String once(@Nullable String marker) throws IOException {
        if (marker != null && Files.exists(Path.of(marker))) {
            return "fine";
        }
        if (marker != null) {
            Files.createFile(Path.of(marker));
        }
        Chores.decode();
        return "unreachable";
    }
}
