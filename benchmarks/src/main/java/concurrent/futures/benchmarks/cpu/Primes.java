package concurrent.futures.benchmarks.cpu;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.List;
import java.util.stream.IntStream;

/// How many primes there are up to a limit, by trial division, in 100 pieces of equal length.
///
/// Warm-up: each way for five seconds.
public final class Primes implements Workload {
    private static final int PIECES = 100;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int limit = scale.of(10_000, 3_000_000, 6_000_000);
        int length = limit / PIECES;
        List<Integer> pieces = IntStream.range(0, PIECES).boxed().toList();
        Check.same("the primes up to 10,000", 1_229, count(0, 10_000));
        return SpeedUp.measure(scale, pieces, piece -> count(piece * length, (piece + 1) * length));
    }

    private static long count(int from, int to) {
        long count = 0;
        for (int candidate = Math.max(2, from); candidate < to; candidate++) {
            if (isPrime(candidate)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isPrime(int candidate) {
        for (int divisor = 2; divisor * divisor <= candidate; divisor++) {
            if (candidate % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
