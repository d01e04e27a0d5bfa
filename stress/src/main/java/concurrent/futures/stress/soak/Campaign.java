package concurrent.futures.stress.soak;

import concurrent.futures.stress.account.Fault;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// One pool after the other, for a given time, and a look at what is left behind.
///
/// @param time how long, altogether
/// @param round how long each pool is used
/// @param seed what all choices come from
/// @param workers the most workers of each pool
public record Campaign(Duration time, Duration round, long seed, int workers) {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long HEAP_GROWTH = 16L << 20;

    /// Runs the campaign, and prints a table.
    ///
    /// @param out where the table goes
    /// @param alarm takes a report, should nothing move any more
    /// @return whether all was well
    /// @throws InterruptedException if the thread is interrupted
    /// @throws IOException if the proofs can not be written or read
    public boolean run(PrintStream out, Consumer<String> alarm) throws InterruptedException, IOException {
        Path folder = Files.createTempDirectory("soak");
        try {
            return run(folder, out, alarm);
        } finally {
            Files.deleteIfExists(folder);
        }
    }

    private boolean run(Path folder, PrintStream out, Consumer<String> alarm) throws InterruptedException, IOException {
        out.println("seed " + seed + ", " + workers + " workers, " + time.toSeconds() + " s");
        SplittableRandom random = new SplittableRandom(seed);
        Counts all = new Counts();
        long begin = System.nanoTime();
        // Whatever is made once and kept, such as threads and classes, is there after the first round.
        Round.Result first = new Round(random, WARM_UP, workers, PoolEnd.CLOSE, folder).run(alarm);
        long heap = usedHeap();
        Belongings before = Belongings.now();
        out.println(Counts.header());
        show(first, all, out);
        Duration left = left(begin);
        while (left.isPositive() && first.faults().isEmpty()) {
            Duration next = left.compareTo(round) < 0 ? left : round;
            Round.Result result = new Round(random, next, workers, null, folder).run(alarm);
            List<Fault> behind = before.leftSince(GRACE);
            result.counts().addFaults(behind);
            show(result, all, out);
            behind.forEach(out::println);
            left = left(begin);
        }
        long growth = usedHeap() - heap;
        if (growth > HEAP_GROWTH) {
            Fault fault = new Fault(Fault.Kind.LEFT, -1, "the heap has grown by " + (growth >> 10) + " KiB");
            all.addFaults(List.of(fault));
            out.println(fault);
        }
        out.println("altogether, with the heap grown by " + (growth >> 10) + " KiB:");
        out.println(Counts.header());
        out.println(all.row());
        boolean well = all.isWell();
        out.println(
                well
                        ? "nothing lost, nothing run twice, nothing wrong, nothing left behind"
                        : "FAILED, with seed " + seed);
        return well;
    }

    private Duration left(long begin) {
        return time.minusNanos(System.nanoTime() - begin);
    }

    private static void show(Round.Result result, Counts all, PrintStream out) {
        all.add(result.counts());
        out.println(result.counts().row());
        result.faults().forEach(out::println);
    }

    /// What survives a collection.
    private static long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(100);
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
