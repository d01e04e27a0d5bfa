package concurrent.futures.benchmarks.cpu;

/// Work of a known length that does not look at the clock: it takes as long as it takes, also where others are on the
/// processor.
final class Burn {
    private static final int SAMPLE = 2_000_000;

    private Burn() {}

    /// Keeps a processor busy.
    ///
    /// @param steps for how many steps, each of which waits for the one before
    /// @param seed where to begin
    /// @return where it ended
    static long burn(int steps, long seed) {
        long x = seed;
        for (int i = 0; i < steps; i++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
        }
        return x;
    }

    /// How many steps this machine makes in a microsecond.
    static double stepsPerMicrosecond() {
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
