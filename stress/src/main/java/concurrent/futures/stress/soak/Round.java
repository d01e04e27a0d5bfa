package concurrent.futures.stress.soak;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.stress.account.Audit;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Evidence;
import concurrent.futures.stress.account.Fault;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.account.ProofFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The life of one pool under fire, and its audit.
final class Round {
    private static final int DRIVERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SHOWN = 20;

    private final Path proofs;
    private final Duration time;
    private final int workers;
    private final PoolEnd end;
    private final List<RandomGenerator> randoms = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final WorkerLines output = new WorkerLines();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    /// What a round came to.
    ///
    /// @param counts the figures
    /// @param faults what does not add up, with the histories of the tasks
    record Result(Counts counts, List<String> faults) {}

    /// Prepares a round.
    ///
    /// @param random what all its choices come from
    /// @param time how long the pool is used
    /// @param workers the most workers
    /// @param end how the pool is ended; `null` to choose at random
    /// @param folder where the proofs are written
    Round(RandomGenerator random, Duration time, int workers, @Nullable PoolEnd end, Path folder) {
        this.time = time;
        this.workers = workers;
        for (int i = 0; i <= DRIVERS; i++) {
            randoms.add(new SplittableRandom(random.nextLong()));
        }
        List<PoolEnd> ends = List.of(PoolEnd.values());
        PoolEnd chosen = ends.get(random.nextInt(ends.size()));
        // Half of the pools are closed in peace: only there must every cancellation and every crash have a reason.
        boolean peace = random.nextBoolean();
        this.end = end != null ? end : peace ? PoolEnd.CLOSE : chosen;
        proofs = folder.resolve("proofs");
    }

    /// Plays the round.
    ///
    /// @param alarm takes the report, should nothing move any more
    Result run(Consumer<String> alarm) throws InterruptedException, IOException {
        long begin = System.nanoTime();
        ProcessPoolExecutor executor = ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .maxTasksPerWorker(2_000)
                .idleTimeout(Duration.ofSeconds(1))
                .cancelGrace(Duration.ofMillis(200))
                .workerOutput(output)
                .build();
        Trouble trouble = new Trouble(executor, workers, randoms.getLast());
        Watchdog watchdog = new Watchdog(PATIENCE, ledger::endings, () -> state(executor), alarm);
        try {
            List<Thread> threads = new ArrayList<>();
            BooleanSupplier goOn = () -> System.nanoTime() - begin < time.toNanos() && faults.isEmpty();
            for (int i = 0; i < DRIVERS; i++) {
                Driver driver =
                        new Driver(executor, ledger, new JobSource(randoms.get(i), ledger, proofs), randoms.get(i));
                threads.add(start("soak-driver-" + i, () -> driver.run(goOn)));
            }
            threads.add(start("soak-trouble", () -> trouble.run(goOn)));
            for (Thread thread : threads) {
                thread.join();
            }
            end.of(executor);
        } finally {
            watchdog.stop();
        }
        return audit(executor, trouble, Duration.ofNanos(System.nanoTime() - begin));
    }

    private interface Work {
        void run() throws Exception;
    }

    private Thread start(String name, Work work) {
        return Thread.ofPlatform().name(name).start(() -> {
            try {
                work.run();
            } catch (Exception e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace, /* autoFlush= */ true));
                faults.add(new Fault(Fault.Kind.WRONG, -1, name + " met " + trace));
            }
        });
    }

    private Result audit(ProcessPoolExecutor executor, Trouble trouble, Duration took) throws IOException {
        Audit audit = new Audit(
                ledger.entries(), new Evidence(trouble.harmed(), trouble.cancelledPending(), end != PoolEnd.CLOSE));
        ProofFile.read(proofs, audit::take);
        faults.addAll(trouble.faults());
        faults.addAll(audit.faults());
        Counts counts = new Counts();
        counts.addEntries(ledger.entries());
        counts.add(Counts.Column.SECONDS, took.toSeconds());
        counts.add(Counts.Column.RETRIED, executor.statistics().retried());
        counts.add(Counts.Column.KILLS, trouble.kills());
        counts.add(Counts.Column.STOPS, trouble.stops());
        counts.add(Counts.Column.RESIZES, trouble.resizes());
        counts.add(Counts.Column.WORKERS, trouble.workersStarted());
        compare(executor.statistics(), counts);
        counts.addFaults(faults);
        List<String> told = new ArrayList<>();
        for (Fault fault : faults.stream().limit(MOST_SHOWN).toList()) {
            told.add(fault + history(fault.id()));
        }
        if (!told.isEmpty()) {
            told.add("the pool was ended by " + end + "; " + executor + "; " + executor.statistics()
                    + "; harmed workers: " + trouble.harmed() + output);
        }
        Files.deleteIfExists(proofs);
        return new Result(counts, told);
    }

    /// The pool's own figures, against ours. What nobody saw the end of may be among any of its numbers.
    private void compare(ExecutorStatistics pool, Counts counts) {
        long unseen = counts.get(Counts.Column.UNSEEN);
        if (pool.pending() != 0
                || pool.running() != 0
                || pool.submitted() != pool.succeeded() + pool.failed() + pool.cancelled()) {
            faults.add(new Fault(Fault.Kind.WRONG, -1, "the closed pool's statistics do not add up: " + pool));
        }
        compare("succeeded", pool.succeeded(), counts.get(Counts.Column.VALUES), unseen);
        compare("cancelled", pool.cancelled(), counts.get(Counts.Column.CANCELLED), unseen);
        compare(
                "failed",
                pool.failed(),
                counts.get(Counts.Column.THROWN)
                        + counts.get(Counts.Column.TIMED_OUT)
                        + counts.get(Counts.Column.CRASHED)
                        + counts.get(Counts.Column.FAILED),
                unseen);
    }

    private void compare(String what, long pool, long ours, long unseen) {
        if (pool < ours || pool > ours + unseen) {
            faults.add(new Fault(
                    Fault.Kind.WRONG,
                    -1,
                    "the pool counts " + pool + " " + what + ", and there are " + ours + ", besides " + unseen
                            + " unseen ones"));
        }
    }

    private String history(long id) throws IOException {
        Entry entry = ledger.get(id);
        if (entry == null) {
            return "";
        }
        StringBuilder history = new StringBuilder("\n    ").append(entry);
        ProofFile.read(proofs, proof -> {
            if (proof.id() == id) {
                history.append("\n    ").append(proof);
            }
        });
        return history.toString();
    }

    /// What is known of a pool in which nothing moves, the stacks of its workers included.
    private String state(ProcessPoolExecutor executor) {
        StringBuilder state = new StringBuilder();
        state.append(executor).append('\n').append(executor.statistics()).append('\n');
        executor.workers().forEach(worker -> {
            state.append(worker).append('\n');
            try {
                Trouble.signal("QUIT", worker.pid());
            } catch (IOException | InterruptedException e) {
                state.append(e).append('\n');
            }
        });
        ledger.entries().stream()
                .filter(entry -> entry.ending() == null && entry.terms().observed())
                .limit(MOST_SHOWN)
                .forEach(entry -> state.append("open: ").append(entry).append('\n'));
        output.awaitSilence();
        return state.append(output).toString();
    }
}
