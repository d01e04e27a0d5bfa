package concurrent.futures.internal.process.pool;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.RemoteTaskException;
import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.internal.HeapEater;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Logger;

/// A program in which a thread eats all of the heap, again and again, while another one submits tasks of all kinds,
/// some of them each time. In the end each future has ended as it may, with its callback, no task has run twice, and
/// the pool works.
///
/// Arguments: a folder for the signs of the tasks, how many tasks, how many times the heap is eaten, and whether
/// somebody listens to what happens (`heard`) or not.
public final class Famine {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final int tasks;
    private final int times;
    private final boolean isHeard;
    private final Future<?>[] futures;
    private final AtomicInteger calledBack = new AtomicInteger();
    private final AtomicInteger endsHeard = new AtomicInteger();
    private final Consumer<Future<?>> callback = new Consumer<>() {
        @Override
        public void accept(Future<?> ended) {
            calledBack.incrementAndGet();
        }
    };
    /// It does not take the last bytes: native code of the JDK crashes the JVM then, when a connection is accepted.
    private final HeapEater eater = new HeapEater(Thread.currentThread(), 1 << 20, 1 << 16);

    private Famine(Path folder, int tasks, int times, boolean isHeard) {
        this.folder = folder;
        this.tasks = tasks;
        this.times = times;
        this.isHeard = isHeard;
        this.futures = new Future<?>[tasks];
    }

    /// Runs.
    ///
    /// @param args see above
    /// @throws Exception never
    public static void main(String[] args) throws Exception {
        Famine famine = new Famine(
                Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), args[3].equals("heard"));
        String problem = famine.run();
        System.out.println(problem.isEmpty() ? "all is well" : problem);
        System.out.flush();
        Runtime.getRuntime().halt(problem.isEmpty() ? 0 : 1);
    }

    private String run() throws Exception {
        StringBuilder problems = new StringBuilder();
        ProcessPoolExecutor pool = new ProcessPoolExecutor(3);
        ListenerRegistration hearing = isHeard ? pool.addListener(this::hear) : null;
        // The pool is there before the famine, as in a program that has been running for a while; and so are the
        // lambdas:
        // the JVM remembers of one for ever that there was no memory for it.
        pool.submit(() -> 1).result();
        for (int kind = 0; kind < 20; kind++) {
            Objects.requireNonNull(task(kind));
        }
        eater.start();
        for (int i = 0; i < tasks; i++) {
            while (eater.meals() <= (long) i * times / tasks) {
                LockSupport.park();
            }
            submit(pool, i);
        }
        eater.stop();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < tasks; i++) {
            if (!endsBefore(futures[i], deadline)) {
                problems.append("task ")
                        .append(i)
                        .append(" is left: ")
                        .append(futures[i])
                        .append('\n');
            }
        }
        System.out.println(eater.meals() + " times the heap was eaten");
        if (!problems.isEmpty()) {
            return problems + " " + pool.statistics() + pool.workers();
        }
        System.out.println(outcomes(problems));
        for (int i = 0; i < 50; i++) {
            int number = i;
            futures[i] = pool.submit(() -> number + 1);
        }
        for (int i = 0; i < 50; i++) {
            if (!futures[i].get(PATIENCE.toSeconds(), TimeUnit.SECONDS).equals(i + 1)) {
                problems.append("afterwards, task ").append(i).append(": ").append(futures[i]);
            }
        }
        ExecutorStatistics statistics = pool.statistics();
        if (statistics.pending() + statistics.running() > 0) {
            problems.append(statistics);
        }
        if (hearing != null) {
            checkHeard(hearing, problems);
        }
        pool.shutdown();
        if (!pool.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            problems.append("the pool does not end: ").append(pool.statistics()).append(pool.workers());
        }
        if (calledBack.get() != tasks) {
            problems.append("callbacks: ").append(calledBack);
        }
        return problems.toString();
    }

    private void hear(ExecutorEvent event) {
        if (event instanceof TaskEnded) {
            endsHeard.incrementAndGet();
        }
    }

    /// Who listens hears on when it is over; of what was not heard, it is known that it was not.
    private void checkHeard(ListenerRegistration hearing, StringBuilder problems) {
        int expected = tasks + 50 + 1;
        long end = System.nanoTime() + PATIENCE.toNanos();
        long missed = hearing.droppedEvents() + hearing.droppedTasks();
        while (endsHeard.get() + missed < expected && System.nanoTime() < end) {
            LockSupport.parkNanos(10_000_000);
        }
        System.out.println(endsHeard + " ends were heard, and " + missed + " events were dropped");
        if (endsHeard.get() + missed < expected) {
            problems.append("ends heard: ")
                    .append(endsHeard)
                    .append(", and dropped: ")
                    .append(missed);
        }
    }

    /// Where no memory is left to submit a task, it is submitted later.
    private void submit(ProcessPoolExecutor pool, int number) {
        while (true) {
            try {
                futures[number] = submitOnce(pool, number);
                break;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        addCallback(futures[number]);
        if (number % 20 == 9) {
            cancel(futures[number]);
        }
    }

    private void addCallback(Future<?> future) {
        while (true) {
            try {
                future.addDoneCallback(callback);
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private Future<?> submitOnce(ProcessPoolExecutor pool, int number) {
        Task<Object> task = task(number);
        return number % 20 == 8
                ? pool.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(200)))
                        .submit(task)
                : pool.submit(task);
    }

    private Task<Object> task(int number) {
        String sign = folder.resolve("ran-" + number).toString();
        return switch (number % 20) {
            case 3, 13 ->
                () -> {
                    ran(sign);
                    return new byte[200_000];
                };
            case 5, 15 ->
                () -> {
                    ran(sign);
                    throw new UnsupportedOperationException("as it should");
                };
            case 7 ->
                () -> {
                    ran(sign);
                    Runtime.getRuntime().halt(7);
                    return number;
                };
            case 8 ->
                () -> {
                    ran(sign);
                    LockSupport.parkNanos(Duration.ofMinutes(10).toNanos());
                    return number;
                };
            case 9 ->
                () -> {
                    ran(sign);
                    Thread.sleep(600_000);
                    return 1;
                };
            case 10 ->
                () -> {
                    ran(sign);
                    return TaskContext.current().executor().submit(() -> number).result();
                };
            case 11 ->
                () -> {
                    ran(sign);
                    Logger.getLogger("famine").fine("not published, but sent");
                    return number;
                };
            default ->
                () -> {
                    ran(sign);
                    return number;
                };
        };
    }

    private static void cancel(Future<?> future) {
        while (!future.isCancelled()) {
            try {
                future.cancel(/* mayInterruptIfRunning= */ true);
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /// Leaves a sign, which no other run of the task has left.
    public static void ran(String sign) {
        try {
            Files.createFile(Path.of(sign));
        } catch (java.io.IOException e) {
            throw new IllegalStateException("it has run before", e);
        }
    }

    private static boolean endsBefore(Future<?> future, long deadline) {
        try {
            if (!future.isCancelled()) {
                var _ = future.exception(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
            return true;
        } catch (FutureTimeoutException e) {
            return false;
        }
    }

    private Map<String, Integer> outcomes(StringBuilder problems) {
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < tasks; i++) {
            String outcome = "cancelled";
            if (!futures[i].isCancelled()) {
                Throwable exception = futures[i].exception();
                outcome = exception == null ? "value" : exception.getClass().getSimpleName();
                if (!isAllowed(i, exception)) {
                    problems.append("task ")
                            .append(i)
                            .append(" ended with ")
                            .append(exception)
                            .append(exception == null ? "" : Arrays.toString(exception.getStackTrace()))
                            .append('\n');
                }
            }
            counts.merge(outcome, 1, Integer::sum);
        }
        return counts;
    }

    private static boolean isForLackOfMemory(NotSerializableTaskException failure) {
        return failure.getCause() instanceof OutOfMemoryError
                || failure.getMessage().contains("has no room");
    }

    /// One that stands in for an exception for which there was no memory says so in the line that tells its worker.
    private static boolean isForLackOfMemory(RemoteTaskException failure) {
        return (failure.getMessage() + Arrays.toString(failure.getStackTrace())).contains("OutOfMemoryError");
    }

    private boolean isAllowed(int number, Throwable exception) {
        return switch (exception) {
            case null ->
                futures[number].resultNow() instanceof byte[] bytes
                        ? bytes.length == 200_000
                        : futures[number].resultNow().equals(number);
            case OutOfMemoryError e -> true;
            case NotSerializableTaskException e -> isForLackOfMemory(e);
            case RemoteTaskException e -> isForLackOfMemory(e);
            case WorkerCrashedException e -> true;
            case TaskTimeoutException e -> number % 20 == 8;
            case UnsupportedOperationException e -> number % 10 == 5;
            default -> false;
        };
    }
}
