package concurrent.futures.benchmarks.cpu;

/// Work of a known length that does not look at the clock: it takes as long as it takes, also where others are on the
/// processor. The steps are such that no compiler makes one of several: else a step would take another time in every
/// process, as it happens to be compiled there.
public final class Burn {
    private static final int SAMPLE = 200_000;

    private Burn() {}

    /// Keeps a processor busy.
    ///
    /// @param steps for how many steps, each of which waits for the one before
    /// @param seed where to begin
    /// @return where it ended
    public static long burn(int steps, long seed) {
        long x = seed | 1L << 62;
        for (int i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }

    /// How many steps this machine makes in a microsecond.
    ///
    /// @return the most that were seen
    public static double stepsPerMicrosecond() {
        double best = 0;
        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            long end = burn(SAMPLE, i);
            double micros = (System.nanoTime() - start) / 1e3;
            if (end != 0) {
                best = Math.max(best, SAMPLE / micros);
            }
        }
        return best;
    }
}
