package concurrent.futures.benchmarks.memory;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.benchmarks.child.Rendezvous;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/// A million futures whose tasks wait for the only worker, which is busy: the live heap for each, tiny lambda
/// included. The array that holds the futures is not counted. In the end all of them run, and their results are
/// summed up.
///
/// Warm-up: a thousand futures.
public final class PendingFutures implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int futures = scale.of(1_000, 1_000_000);
        return Figures.of("threads", threads(futures))
                .and("processes", processes(futures))
                .and("jdk", jdk(futures));
    }

    private static double threads(int futures) throws Exception {
        try (ThreadPoolExecutor pool = new ThreadPoolExecutor(1)) {
            CountDownLatch latch = new CountDownLatch(1);
            pool.submit((Runnable) () -> await(latch));
            return pending(pool, futures, latch::countDown);
        }
    }

    private static double processes(int futures) throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
                Rendezvous rendezvous = Rendezvous.open()) {
            int port = rendezvous.port();
            pool.submit(() -> Rendezvous.visit(port));
            rendezvous.await(1);
            return pending(pool, futures, rendezvous::close);
        }
    }

    private static double jdk(int futures) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            CountDownLatch latch = new CountDownLatch(1);
            pool.submit(() -> await(latch));
            return pending(i -> pool.submit(() -> i + 1), futures, latch::countDown);
        }
    }

    private static double pending(Executor pool, int futures, Release release) throws Exception {
        return pending(i -> pool.submit(() -> i + 1), futures, release);
    }

    private static double pending(IntFunction<Future<Integer>> submit, int count, Release release) throws Exception {
        Future<?>[] warmUp = new Future<?>[1_000];
        for (int i = 0; i < warmUp.length; i++) {
            warmUp[i] = submit.apply(i);
        }
        Future<?>[] futures = new Future<?>[count];
        long before = Heap.live();
        for (int i = 0; i < count; i++) {
            futures[i] = submit.apply(i);
        }
        long after = Heap.live();
        Check.that("the last future is pending", !futures[count - 1].isDone());
        release.run();
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (int) futures[i].get();
        }
        Check.same("the sum", (long) count * (count + 1) / 2, sum);
        Check.that("the warm-up has run", warmUp[warmUp.length - 1].isDone());
        return (double) (after - before) / count;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets the worker go on.
    @FunctionalInterface
    private interface Release {
        void run() throws IOException;
    }
}
