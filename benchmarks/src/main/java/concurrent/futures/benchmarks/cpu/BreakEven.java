package concurrent.futures.benchmarks.cpu;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// How short a task may be, so that 2 workers still pay: the shortest one for which `map` without options reaches 80
/// % of the speed-up of a fixed pool of 2 threads with `invokeAll`; of the best one that this reaches, whatever the
/// length of its tasks.
///
/// It begins with tasks of 2 ms, longer ones if those are too short, and goes on with shorter ones, each three
/// quarters of the one before; where the 80 % are missed for the first time, the break-even is set between the last
/// two, by their speed-ups. A length that misses them is measured once more, and the better one counts, for CPython as
/// well: one disturbance among twenty lengths is no break-even. All lengths have the same amount of work in total, but
/// for those under a microsecond, which have less.
///
/// Warm-up: 4 million of the shortest tasks by each, which takes the compilers of the three JVMs a second or two; and
/// each length twice.
public final class BreakEven implements Workload {
    private static final int WARM_UP = 2;
    private static final double SHARE = 0.8;
    private static final double SHORTER = 0.75;
    private static final double LONGEST_MICROS = 2_000;
    private static final double SHORTEST_MICROS = 0.5;
    private static final double GIVE_UP_MICROS = 64_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        double totalMicros = scale.of(500, 100_000, 500_000);
        int times = scale.of(1, 5, 7);
        double perMicro = Burn.stepsPerMicrosecond();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Tasks shortest = Tasks.of(perMicro, 0, scale.of(500, 400_000));
            for (int i = 0; i < scale.of(1, 10); i++) {
                shortest.check(shortest.by(threads));
                shortest.check(shortest.by(pool));
            }
            double target = 0;
            for (double micros : new double[] {LONGEST_MICROS, 200, 20}) {
                Tasks tasks = Tasks.of(perMicro, micros, totalMicros);
                target = Math.max(target, tasks.speedUp(times, () -> tasks.by(threads)));
            }
            // In the smoke test any speed-up will do.
            double even = even(scale == Scale.SMOKE ? 0 : target, micros -> {
                Tasks tasks = Tasks.of(perMicro, micros, totalMicros);
                return tasks.speedUp(times, () -> tasks.by(pool));
            });
            return Figures.of("time", even / 1e6).and("threads-speed-up", target);
        }
    }

    /// The break-even; not a number if even the longest tasks do not reach it.
    private static double even(double target, SpeedUps speedUps) throws Exception {
        double last = LONGEST_MICROS;
        double lastSpeedUp = speedUps.of(last);
        while (lastSpeedUp < SHARE * target) {
            last *= 2;
            if (last > GIVE_UP_MICROS) {
                return Double.NaN;
            }
            lastSpeedUp = speedUps.of(last);
        }
        double micros = last;
        while (micros > SHORTEST_MICROS) {
            micros *= SHORTER;
            double speedUp = speedUps.of(micros);
            if (speedUp < SHARE * target) {
                speedUp = Math.max(speedUp, speedUps.of(micros));
            }
            if (speedUp < SHARE * target) {
                return between(micros, speedUp, last, lastSpeedUp, target);
            }
            last = micros;
            lastSpeedUp = speedUp;
        }
        return last;
    }

    private static double between(double micros, double speedUp, double last, double lastSpeedUp, double target) {
        double share = (SHARE * target - speedUp) / (lastSpeedUp - speedUp);
        return micros + Math.clamp(share, 0, 1) * (last - micros);
    }

    /// The speed-up of two workers for tasks of a length in microseconds.
    @FunctionalInterface
    private interface SpeedUps {
        double of(double micros) throws Exception;
    }

    /// So many tasks of one length.
    private record Tasks(int steps, List<Integer> seeds, long expected) {
        static Tasks of(double perMicro, double micros, double totalMicros) {
            int steps = (int) Math.max(1, Math.round(perMicro * micros));
            int count = (int) Math.max(16, totalMicros / Math.max(1, micros));
            List<Integer> seeds = IntStream.range(0, count).boxed().toList();
            return new Tasks(steps, seeds, serial(steps, seeds));
        }

        static long serial(int steps, List<Integer> seeds) {
            long sum = 0;
            for (int seed : seeds) {
                sum += Burn.burn(steps, seed);
            }
            return sum;
        }

        double speedUp(int times, Callable<Long> parallel) throws Exception {
            for (int i = 0; i < WARM_UP; i++) {
                check(parallel.call());
            }
            double alone =
                    Samples.time(0, times, () -> check(serial(steps, seeds))).median();
            double together =
                    Samples.time(0, times, () -> check(parallel.call())).median();
            return alone / together;
        }

        void check(long sum) {
            Check.same("the sum", expected, sum);
        }

        long by(ProcessPoolExecutor pool) {
            int each = steps;
            long sum = 0;
            for (long end : pool.<Integer, Long>map(seed -> Burn.burn(each, seed), seeds)) {
                sum += end;
            }
            return sum;
        }

        long by(ExecutorService threads) throws InterruptedException, ExecutionException {
            List<Callable<Long>> tasks = new ArrayList<>(seeds.size());
            for (int seed : seeds) {
                tasks.add(() -> Burn.burn(steps, seed));
            }
            long sum = 0;
            for (Future<Long> end : threads.invokeAll(tasks)) {
                sum += end.get();
            }
            return sum;
        }
    }
}
