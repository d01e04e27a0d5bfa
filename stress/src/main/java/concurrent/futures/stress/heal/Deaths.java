package concurrent.futures.stress.heal;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerInfo;
import concurrent.futures.WorkerInfo.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Kills the worker of a pool in the midst of a task, again and again.
public final class Deaths {
    private static final Duration LOOK_EVERY = Duration.ofMillis(1);

    private Deaths() {}

    /// Measures from each kill to the result of the next task, which is submitted right after the kill, before the pool
    /// can know of it.
    ///
    /// @param rounds how many workers are killed
    /// @param spareWorkers how many further workers are ready at the kill
    /// @return what was measured
    /// @throws InterruptedException if the thread is interrupted
    public static Times measure(int rounds, int spareWorkers) throws InterruptedException {
        List<Duration> times = new ArrayList<>();
        try (ProcessPoolExecutor executor = ProcessPoolExecutor.builder()
                .maxWorkers(1 + spareWorkers)
                .spareWorkers(spareWorkers)
                .build()) {
            for (int i = 0; i < rounds; i++) {
                Future<?> victim = executor.submit(Deaths::spin);
                long worker = awaitReady(executor, spareWorkers);
                ProcessHandle process = ProcessHandle.of(worker).orElseThrow();
                long killed = System.nanoTime();
                process.destroyForcibly();
                long successor =
                        executor.submit(() -> ProcessHandle.current().pid()).result();
                times.add(Duration.ofNanos(System.nanoTime() - killed));
                if (successor == worker || !(victim.exception() instanceof WorkerCrashedException)) {
                    throw new IllegalStateException("worker " + worker + " was killed, and yet: " + victim
                            + ", and the next task ran in worker " + successor);
                }
            }
        }
        return new Times(times);
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /// Waits until a worker is busy and the others are idle. There is no event for that.
    ///
    /// @return the process id of the busy one
    private static long awaitReady(ProcessPoolExecutor executor, int idle) throws InterruptedException {
        while (true) {
            List<WorkerInfo> workers = executor.workers();
            List<WorkerInfo> busy = workers.stream()
                    .filter(worker -> worker.currentTask() != null)
                    .toList();
            if (busy.size() == 1
                    && workers.stream()
                                    .filter(worker -> worker.state() == State.IDLE)
                                    .count()
                            == idle) {
                return busy.getFirst().pid();
            }
            Thread.sleep(LOOK_EVERY);
        }
    }
}
