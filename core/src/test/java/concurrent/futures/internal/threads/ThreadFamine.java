package concurrent.futures.internal.threads;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.internal.HeapEater;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A program in which all of the heap is eaten again and again, while tasks are submitted to a pool of threads. In the
/// end each future that somebody has got has ended, the pool works, its statistics add up, and it ends.
///
/// Arguments: how many tasks, and whether somebody listens to what happens (`heard`) or not.
public final class ThreadFamine {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEALS = 10;

    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Future<?>[] futures;

    private ThreadFamine(int tasks) {
        futures = new Future<?>[tasks];
    }

    /// Runs.
    ///
    /// @param args see above
    /// @throws Exception never
    public static void main(String[] args) throws Exception {
        String problem = new ThreadFamine(Integer.parseInt(args[0])).run(args[1].equals("heard"));
        System.out.println(problem.isEmpty() ? "all is well" : problem);
        System.out.flush();
        Runtime.getRuntime().halt(problem.isEmpty() ? 0 : 1);
    }

    /// What each task does.
    ///
    /// @return how many have run
    public static int run() {
        return RUNS.incrementAndGet();
    }

    /// They are made before the famine: the JVM remembers of a lambda for ever that there was no memory for it.
    private static List<Task<Object>> kinds() {
        return List.of(
                ThreadFamine::run,
                () -> {
                    run();
                    throw new UnsupportedOperationException("as it should");
                },
                () -> {
                    run();
                    return new byte[1_000];
                },
                () -> {
                    run();
                    Thread.sleep(1);
                    return 1;
                });
    }

    private String run(boolean isHeard) throws Exception {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(3);
        ListenerRegistration hearing = isHeard ? pool.addListener(event -> {}) : null;
        List<Task<Object>> kinds = kinds();
        Executor timed = pool.with(TaskOptions.defaults().withTimeout(PATIENCE));
        for (Task<Object> kind : kinds) {
            var _ = pool.submit(kind).exception();
            var _ = timed.submit(kind).exception();
        }
        HeapEater eater = new HeapEater(Thread.currentThread(), 1 << 20, 1 << 16, 1 << 12);
        eater.start();
        for (int i = 0; i < futures.length; i++) {
            while (eater.meals() <= (long) i * MEALS / futures.length) {
                LockSupport.park();
            }
            futures[i] = submit(i % 10 == 9 ? timed : pool, kinds.get(i % kinds.size()));
        }
        eater.stop();
        String problems = problems(pool);
        if (hearing != null) {
            hearing.close();
        }
        return problems;
    }

    /// Where no memory is left to submit a task, it is submitted later.
    private static Future<?> submit(Executor pool, Task<Object> task) {
        while (true) {
            try {
                return pool.submit(task);
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private String problems(ThreadPoolExecutor pool) throws InterruptedException {
        StringBuilder problems = new StringBuilder();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < futures.length; i++) {
            if (!endsBefore(futures[i], deadline)) {
                problems.append("task ").append(i).append(" is left: ").append(futures[i]);
                problems.append('\n');
            }
        }
        if (problems.isEmpty() && pool.submit(() -> 1).result() != 1) {
            problems.append("it does not work any more");
        }
        pool.shutdown();
        if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
            problems.append("the pool does not end");
        }
        ExecutorStatistics statistics = pool.statistics();
        long ended = statistics.succeeded() + statistics.failed() + statistics.cancelled();
        if (ended != statistics.submitted() || statistics.running() + statistics.pending() > 0) {
            problems.append("it does not add up");
        }
        if (RUNS.get() < futures.length) {
            problems.append("only ").append(RUNS).append(" have run");
        }
        return problems.isEmpty() ? "" : problems + " " + statistics;
    }

    private static boolean endsBefore(Future<?> future, long deadline) {
        try {
            var _ = future.exception(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            return true;
        } catch (FutureTimeoutException e) {
            return false;
        }
    }
}
