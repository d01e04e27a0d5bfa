package concurrent.futures.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.spi.TaskBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Everything at once that can meet the start or the end of a task: cancels, interrupts, time limits with further
/// attempts, chunks, the cancel of all that waits, and the end of the pool. Each task ends once, runs as often as it
/// may, and feels no interrupt that is not meant for it; and the pool ends with books that add up.
class RacesTest {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int RETRIES = 2;
    private static final TaskOptions PLAIN = TaskOptions.defaults();
    private static final TaskOptions LIMITED =
            PLAIN.withTimeout(Duration.ofNanos(60_000)).withRetries(RETRIES);

    @Test
    void whateverMeetsOnPlatformThreads() throws Exception {
        raceUntil(System.nanoTime() + NANOS, /* virtual= */ false);
    }

    @Test
    void whateverMeetsOnVirtualThreads() throws Exception {
        raceUntil(System.nanoTime() + NANOS, /* virtual= */ true);
    }

    @Test
    void whereTimeIsUpJustAsATaskEndsThePoolEndsAfterItsFuture() throws Exception {
        Random random = new Random(1);
        long limitNanos = 100_000;
        TaskOptions limited = PLAIN.withTimeout(Duration.ofNanos(limitNanos));
        for (long end = System.nanoTime() + NANOS; System.nanoTime() - end < 0; ) {
            ThreadPool pool = new ThreadPool(new Settings(1, "just", null, /* virtual= */ false));
            long spin = limitNanos + random.nextInt(60_000);
            TaskBody<Boolean> body = new TaskBody.Call<>(() -> {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < spin) {
                    Thread.onSpinWait();
                }
                return true;
            });
            Future<Boolean> future = pool.submit(body, limited);
            pool.shutdown();
            assertTrue(
                    pool.awaitTermination(30, TimeUnit.SECONDS), () -> "the pool has not ended: " + pool.statistics());
            assertTrue(future.isDone(), () -> "the pool has ended, but not " + future);
        }
    }

    private static void raceUntil(long end, boolean virtual) throws Exception {
        int rounds = 0;
        long ran = 0;
        while (rounds == 0 || System.nanoTime() - end < 0) {
            Round round = new Round(System.nanoTime(), virtual);
            ran += round.run();
            rounds++;
        }
        assertTrue(ran > 0, "no task has run in any of " + rounds + " rounds");
    }

    /// One pool, from its first task to its end.
    private static final class Round {
        private final long seed;
        private final ThreadPool pool;
        private final Queue<Probe> probes = new ConcurrentLinkedQueue<>();
        private final Queue<String> faults = new ConcurrentLinkedQueue<>();

        Round(long seed, boolean virtual) {
            this.seed = seed;
            this.pool = new ThreadPool(new Settings(1 + (int) (seed & 3), "races", null, virtual));
        }

        /// Returns how many attempts were made.
        long run() throws Exception {
            List<FutureTask<Void>> parties = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Random random = new Random(seed + i);
                parties.add(party(() -> submit(random)));
                parties.add(party(() -> cancel(random)));
            }
            Random random = new Random(seed - 1);
            LockSupport.parkNanos(random.nextInt(8_000_000));
            boolean now = random.nextBoolean();
            if (now) {
                pool.shutdownNow();
            } else {
                pool.shutdown();
            }
            boolean ended = pool.awaitTermination(30, TimeUnit.SECONDS);
            for (FutureTask<Void> party : parties) {
                party.get();
            }
            assertTrue(ended, () -> "seed " + seed + ": the pool has not ended: " + pool.statistics());
            return check(now);
        }

        private static FutureTask<Void> party(Runnable work) {
            FutureTask<Void> party = new FutureTask<>(work, null);
            Thread.ofPlatform().start(party);
            return party;
        }

        private void submit(Random random) {
            try {
                while (true) {
                    switch (random.nextInt(4)) {
                        case 0 -> submit(LIMITED, random);
                        case 1 -> submitChunk(random);
                        default -> submit(PLAIN, random);
                    }
                    if (random.nextInt(8) == 0) {
                        LockSupport.parkNanos(random.nextInt(100_000));
                    }
                }
            } catch (RejectedExecutionException e) {
                return; // The pool was shut down.
            }
        }

        private void submit(TaskOptions options, Random random) {
            Probe probe = new Probe(options, random);
            probe.future = pool.submit(probe.body(), options);
            probes.add(probe);
        }

        private void submitChunk(Random random) {
            List<Probe> chunk = new ArrayList<>();
            List<TaskBody<Integer>> bodies = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                chunk.add(new Probe(PLAIN, random));
                bodies.add(chunk.getLast().body());
            }
            List<Future<Integer>> futures = pool.submitChunk(bodies, PLAIN);
            for (int i = 0; i < futures.size(); i++) {
                chunk.get(i).future = futures.get(i);
            }
            probes.addAll(chunk);
        }

        private void cancel(Random random) {
            while (!pool.isTerminated()) {
                int left = 1 + random.nextInt(40);
                for (Probe probe : probes) {
                    if (random.nextInt(4) == 0 && !probe.future().isDone()) {
                        probe.future().cancel(random.nextBoolean());
                        if (--left == 0) {
                            break;
                        }
                    }
                }
                if (random.nextInt(16) == 0) {
                    pool.cancelPending();
                }
                ExecutorStatistics s = pool.statistics();
                if (s.pending() < 0 || s.running() < 0 || sum(s) != s.submitted()) {
                    faults.add("does not add up: " + s);
                }
                Thread.onSpinWait();
            }
        }

        private static long sum(ExecutorStatistics s) {
            return s.pending() + s.running() + s.succeeded() + s.failed() + s.cancelled();
        }

        private long check(boolean now) {
            long[] ends = new long[3];
            long attempts = 0;
            for (Probe probe : probes) {
                switch (probe.future().state()) {
                    case SUCCESS -> ends[0]++;
                    case FAILED -> ends[1]++;
                    case CANCELLED -> ends[2]++;
                    case RUNNING -> faults.add("has not ended: " + probe.future());
                }
                int begun = probe.begun.get();
                int most = 1 + probe.options.retries();
                if (begun > most || (begun == 0 && probe.future().state() != Future.State.CANCELLED)) {
                    faults.add(probe.future() + " has begun " + begun + " times");
                }
                attempts += begun;
            }
            assertEquals(List.of(), List.copyOf(faults), () -> "seed " + seed + (now ? ", stopped" : ", shut down"));
            ExecutorStatistics s = pool.statistics();
            assertEquals(probes.size(), s.submitted(), s::toString);
            assertEquals(
                    List.of(ends[0], ends[1], ends[2], 0L, 0L),
                    List.of(s.succeeded(), s.failed(), s.cancelled(), (long) s.pending(), (long) s.running()),
                    () -> "seed " + seed);
            assertEquals(0, s.workers());
            return attempts;
        }

        /// One task, and what happened to it.
        private final class Probe {
            private final TaskOptions options;
            private final int spins;
            private final boolean deaf;
            private final AtomicInteger begun = new AtomicInteger();
            private volatile @Nullable Future<Integer> future;

            Probe(TaskOptions options, Random random) {
                this.options = options;
                this.spins = random.nextInt(options == LIMITED ? 2_000 : 200);
                this.deaf = random.nextBoolean();
            }

            Future<Integer> future() {
                return Objects.requireNonNull(future);
            }

            TaskBody<Integer> body() {
                return new TaskBody.Call<>(this::call);
            }

            private int call() {
                begun.incrementAndGet();
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                    if (Thread.currentThread().isInterrupted()) {
                        if (!TaskContext.current().isCancelled() && !pool.isShutdown()) {
                            faults.add("an interrupt that was not meant for " + future);
                        }
                        if (!deaf) {
                            break;
                        }
                    }
                }
                return spins;
            }
        }
    }
}
