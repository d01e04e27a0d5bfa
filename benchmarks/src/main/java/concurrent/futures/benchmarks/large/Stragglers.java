package concurrent.futures.benchmarks.large;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.cpu.Burn;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// 10,000 tasks of 100 µs, of which 1 % are a hundred times as long, anywhere among the others, on 2 workers: by
/// `submit`, by `map`, and by `map` in chunks of 10 and of 100; and on the JDK's pool of 2 threads. Each task
/// tells when and where it ran.
///
/// Figures: seconds from the call to the last result; the longest time for which a worker had nothing to do while a
/// task had not begun; and `ideal`, the seconds that it would take workers that lose no time at all, each of
/// which takes the next task when it has ended one. That is reckoned from the lengths of the same tasks in a loop, in
/// the same round. Warm-up: each way three times.
public final class Stragglers implements Workload {
    private static final int WORKERS = 2;
    private static final int SHARE = 100;
    private static final int LONGER = 100;
    private static final double MICROS = 100;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int count = scale.of(400, 10_000);
        List<Job> jobs = jobs(count, Burn.stepsPerMicrosecond() * MICROS / scale.of(10, 1));
        int warmUp = scale.of(0, 3);
        int times = scale.of(1, 5, 9);
        double[] ideal = new double[times];
        Map<String, double[]> seconds = new LinkedHashMap<>();
        Map<String, double[]> gaps = new LinkedHashMap<>();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(WORKERS);
                ExecutorService threads = Executors.newFixedThreadPool(WORKERS)) {
            Map<String, Callable<List<Span>>> ways = ways(pool, threads, jobs);
            for (int i = -warmUp; i < times; i++) {
                List<Span> alone = jobs.stream().map(job -> run(job, 0)).toList();
                for (Map.Entry<String, Callable<List<Span>>> way : ways.entrySet()) {
                    long start = System.nanoTime();
                    List<Span> spans = way.getValue().call();
                    long end = System.nanoTime();
                    check(spans, count);
                    if (i >= 0) {
                        ideal[i] = Span.idealSeconds(alone, WORKERS);
                        seconds.computeIfAbsent(way.getKey(), _ -> new double[times])[i] = (end - start) / 1e9;
                        gaps.computeIfAbsent(way.getKey(), _ -> new double[times])[i] = Span.longestGap(spans);
                    }
                }
            }
        }
        Figures figures = Figures.of("ideal", Samples.of(ideal).median());
        for (Map.Entry<String, double[]> way : seconds.entrySet()) {
            double[] gap = gaps.getOrDefault(way.getKey(), new double[0]);
            figures = figures.and(way.getKey(), Samples.of(way.getValue()).median())
                    .and(way.getKey() + "-gap", Samples.of(gap).median());
        }
        return figures;
    }

    private static Map<String, Callable<List<Span>>> ways(
            ProcessPoolExecutor pool, ExecutorService threads, List<Job> jobs) {
        Map<String, Callable<List<Span>>> ways = new LinkedHashMap<>();
        ways.put("submit", () -> submit(pool, jobs));
        ways.put("map", () -> map(pool, jobs, MapOptions.defaults()));
        ways.put("chunks-of-10", () -> map(pool, jobs, MapOptions.defaults().withChunkSize(10)));
        ways.put("chunks-of-100", () -> map(pool, jobs, MapOptions.defaults().withChunkSize(100)));
        ways.put("threads", () -> onThreads(threads, jobs));
        return ways;
    }

    private static List<Job> jobs(int count, double steps) {
        List<Integer> factors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            factors.add(i < count / SHARE ? LONGER : 1);
        }
        Collections.shuffle(factors, new Random(1));
        List<Job> jobs = new ArrayList<>();
        for (int factor : factors) {
            jobs.add(new Job(jobs.size(), (int) (steps * factor)));
        }
        return jobs;
    }

    private static void check(List<Span> spans, int count) {
        BitSet numbers = new BitSet();
        spans.forEach(span -> numbers.set(span.number()));
        Check.same("the results", count, spans.size());
        Check.same("different results", count, numbers.cardinality());
        Check.same("the highest number", count, numbers.length());
    }

    private static Span run(Job job, long worker) {
        long begin = System.nanoTime();
        long end = Burn.burn(job.steps(), job.number());
        // Always so, but no compiler knows.
        int number = end == 1 ? -1 : job.number();
        return new Span(number, worker, begin, System.nanoTime());
    }

    private static Span run(Job job) {
        return run(job, ProcessHandle.current().pid());
    }

    private static List<Span> submit(ProcessPoolExecutor pool, List<Job> jobs) {
        List<Future<Span>> futures = new ArrayList<>();
        for (Job job : jobs) {
            futures.add(pool.submit(() -> run(job)));
        }
        List<Span> spans = new ArrayList<>();
        for (Future<Span> future : Futures.asCompleted(futures)) {
            spans.add(future.result());
        }
        return spans;
    }

    private static List<Span> map(ProcessPoolExecutor pool, List<Job> jobs, MapOptions options) {
        return pool.<Job, Span>map(job -> run(job), jobs, options).toList();
    }

    private static List<Span> onThreads(ExecutorService threads, List<Job> jobs) throws Exception {
        List<Callable<Span>> tasks = new ArrayList<>();
        for (Job job : jobs) {
            tasks.add(() -> run(job, Thread.currentThread().threadId()));
        }
        List<Span> spans = new ArrayList<>();
        for (java.util.concurrent.Future<Span> future : threads.invokeAll(tasks)) {
            spans.add(future.get());
        }
        return spans;
    }

    /// What a task is to do.
    private record Job(int number, int steps) implements Serializable {}
}
