package concurrent.futures.internal.process.training;

import concurrent.futures.Action;
import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.EngineExecutor;
import concurrent.futures.internal.process.launch.command.TrainableCommand;
import concurrent.futures.internal.process.pool.ProcessPool;
import concurrent.futures.internal.process.pool.Settings;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A worker that runs sample tasks, of the kinds that most programs have, while its JVM records what they need.
final class SampleWorker {
    private static final int MANY = 2_000;

    private record Order(String customer, int quantity, double price) implements Serializable {}

    private final ProcessPool pool;

    /// Makes its pool.
    ///
    /// @param command of the workers
    /// @param options of its JVM
    SampleWorker(TrainableCommand command, List<String> options) {
        Path home = Objects.requireNonNull(command.program().toAbsolutePath().getParent())
                .getParent();
        pool = new ProcessPool(new Settings(
                "Training",
                /* maxWorkers= */ 1,
                /* initializer= */ null,
                Integer.MAX_VALUE,
                /* maxWorkerMemory= */ 0,
                /* idleTimeout= */ null,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                /* spareWorkers= */ 0,
                options,
                /* maxHeap= */ 128 << 20,
                Map.of(),
                /* workingDirectory= */ null,
                home,
                command.classPath().stream().map(Path::of).toList(),
                WorkerOutput.DISCARD,
                /* startupCache= */ false,
                /* recordings= */ null));
    }

    /// Runs the tasks, and lets the worker go. Returns when it is gone, with what it has recorded.
    void run() {
        try (EngineExecutor executor = new EngineExecutor(pool)) {
            Task<Integer> lambda = () -> 20 + 22;
            executor.submit(lambda).result();
            Action action = () -> TaskContext.current().checkCancelled();
            executor.submit(action).result();
            String text = "captured";
            int number = pool.maxWorkers();
            Task<String> capturing = () -> text + number;
            executor.with(TaskOptions.defaults().withName("named").withTimeout(Duration.ofMinutes(1)))
                    .submit(capturing)
                    .result();
            TaskFunction<Integer, Integer> increment = x -> x + 1;
            executor.map(increment, IntStream.range(0, MANY).boxed().toList()).toList();
            // Whose iterator may have to wait, for all that the map knows: so each element is a task from the
            // beginning.
            executor.map(
                            increment,
                            Collections.unmodifiableCollection(
                                    IntStream.range(0, MANY).boxed().toList()))
                    .toList();
            objects(executor);
            failures(executor);
        }
    }

    private static void objects(EngineExecutor executor) {
        TaskFunction<Object, Object> echo = value -> value;
        List<Object> values = new ArrayList<>();
        values.add("text");
        values.add(1L);
        values.add(2.5);
        values.add(true);
        values.add(new Order("someone", 3, 9.95));
        values.add(new ArrayList<>(Arrays.asList(1, "two", null)));
        values.add(List.of(new Order("a", 1, 1), new Order("b", 2, 2)));
        values.add(new java.util.HashMap<>(Map.of("key", 1)));
        values.add(Map.of("key", List.of(1, 2)));
        values.add(Duration.ofSeconds(1));
        values.add(new byte[200_000]);
        values.add(new int[] {1, 2, 3});
        values.add(new double[] {1, 2, 3});
        values.add(new String[] {"a", "b"});
        executor.map(echo, values).toList();
    }

    private static void failures(EngineExecutor executor) {
        Task<Object> failing = () -> {
            throw new IllegalStateException("sample", new java.io.IOException("cause"));
        };
        executor.submit(failing).exception();
    }

    /// Ends it, at any moment.
    void end() {
        pool.killWorkers();
    }
}
