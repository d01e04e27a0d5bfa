package concurrent.futures.benchmarks.watched;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// 500,000 times `x -> x + 1`: a few times with nobody watching, then as often with a dashboard attached, and so on. In
/// one program, so that both have the same code and the same noise; and all of them handed over in the same way, so
/// that the compiler knows no other.
///
/// Warm-up: one turn of each kind, and in each turn the first run.
final class Turns {
    private static final int RUNS_OF_A_TURN = 3;

    private final Executor pool;
    private final Consumer<Turns> way;
    private final List<Integer> items;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private Turns(Executor pool, Consumer<Turns> way, int tasks) {
        this.pool = pool;
        this.way = way;
        this.items = IntStream.range(0, tasks).boxed().toList();
    }

    /// Measures.
    ///
    /// @param scale how large, and how often
    /// @param pool has nothing else to do
    /// @param way hands over all tasks once, and awaits them
    /// @return the rates, `alone` and `watched`
    static Figures measure(Scale scale, Executor pool, Consumer<Turns> way) {
        Turns turns = new Turns(pool, way, scale.of(2_500, 500_000));
        if (scale != Scale.SMOKE) {
            turns.takeBoth();
            turns.seconds.clear();
        }
        for (int round = scale.of(1, 9, 15); round > 0; round--) {
            turns.takeBoth();
        }
        return turns.figures();
    }

    private void takeBoth() {
        take("alone");
        try (Watch _ = new Watch(pool)) {
            take("watched");
        }
    }

    private void take(String figure) {
        way.accept(this);
        for (int run = 0; run < RUNS_OF_A_TURN; run++) {
            long start = System.nanoTime();
            way.accept(this);
            double took = (System.nanoTime() - start) / 1e9;
            seconds.computeIfAbsent(figure, _ -> new ArrayList<>()).add(took);
        }
    }

    /// By `submit` and `asCompleted`.
    void submitAll() {
        List<Future<Integer>> futures = new ArrayList<>(items.size());
        for (int x : items) {
            futures.add(pool.submit(() -> x + 1));
        }
        long sum = 0;
        for (Future<Integer> future : Futures.asCompleted(futures)) {
            sum += future.result();
        }
        check(sum);
    }

    /// By `map`.
    void mapAll() {
        long sum = 0;
        for (int result : pool.<Integer, Integer>map(x -> x + 1, items)) {
            sum += result;
        }
        check(sum);
    }

    private void check(long sum) {
        Check.same("the sum", (long) items.size() * (items.size() + 1) / 2, sum);
    }

    private Figures figures() {
        Map<String, Double> rates = new LinkedHashMap<>();
        seconds.forEach((figure, taken) -> {
            double[] all = taken.stream().mapToDouble(Double::doubleValue).toArray();
            rates.put(figure, items.size() / Samples.of(all).median());
        });
        return new Figures(rates);
    }
}
