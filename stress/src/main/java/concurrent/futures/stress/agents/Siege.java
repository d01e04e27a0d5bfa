package concurrent.futures.stress.agents;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.cluster.ClusterExecutor;
import concurrent.futures.stress.account.Ending;
import concurrent.futures.stress.account.Entry;
import concurrent.futures.stress.account.Fault;
import concurrent.futures.stress.account.Ledger;
import concurrent.futures.stress.account.Outcome;
import concurrent.futures.stress.account.ProofFile;
import concurrent.futures.stress.soak.Belongings;
import concurrent.futures.stress.soak.Watchdog;
import concurrent.futures.stress.task.Answer;
import concurrent.futures.stress.task.Job;
import concurrent.futures.stress.task.Work;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Many short tasks on a few agents of this machine, of which one is killed now and then, and another one comes.
///
/// @param tasks how many there are at least: there are more if nobody has been killed meanwhile
/// @param agents how many there are, each with one slot
/// @param every so long after each other agents are killed
/// @param kills how many are killed at most
/// @param retries how often a task may run again
/// @param longest how long a task takes at most
/// @param seed what all choices come from
public record Siege(int tasks, int agents, Duration every, int kills, int retries, Duration longest, long seed) {
    private static final int MOST_OPEN = 2_000;
    private static final int MOST_SHOWN = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration GRACE = Duration.ofSeconds(15);

    /// Runs it, and prints a table.
    ///
    /// @param out where the table goes
    /// @param alarm takes a report, should nothing move any more
    /// @return whether all was well
    /// @throws InterruptedException if the thread is interrupted
    /// @throws IOException if the proofs can not be written or read
    public boolean run(PrintStream out, Consumer<String> alarm) throws InterruptedException, IOException {
        out.println("seed " + seed + ", " + tasks + " tasks of up to " + longest.toMillis() + " ms, " + agents
                + " agents, one killed every " + every.toMillis() + " ms, retries " + retries);
        // Whatever is made once and kept, such as threads and classes, is there after that.
        useAnother();
        Belongings before = Belongings.now();
        Path folder = Files.createTempDirectory("soak");
        Path proofs = folder.resolve("proofs");
        try {
            return run(proofs, before, out, alarm);
        } finally {
            Files.deleteIfExists(proofs);
            Files.deleteIfExists(folder);
        }
    }

    private static void useAnother() {
        try (ClusterExecutor executor = ClusterExecutor.local(1)) {
            executor.submit(() -> 1).result();
        }
    }

    private boolean run(Path proofs, Belongings before, PrintStream out, Consumer<String> alarm)
            throws InterruptedException, IOException {
        Ledger ledger = new Ledger();
        SplittableRandom random = new SplittableRandom(seed);
        long begin = System.nanoTime();
        ClusterExecutor executor = ClusterExecutor.builder()
                .adapt(agents, agents)
                .maxWorkers(agents)
                .build();
        Raider raider = new Raider(executor, every, kills, random.split());
        Watchdog watchdog = new Watchdog(PATIENCE, ledger::endings, () -> state(executor, ledger), alarm);
        try {
            submitAll(executor, raider, ledger, proofs, random);
        } finally {
            raider.stop();
            executor.close();
            watchdog.stop();
        }
        ExecutorStatistics statistics = executor.statistics();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Reckoning reckoning = new Reckoning(ledger, raider.killed());
        ProofFile.read(proofs, reckoning::take);
        List<Fault> faults = new ArrayList<>(reckoning.faults());
        compare(statistics, reckoning, faults);
        faults.addAll(before.leftSince(GRACE));
        useAnother(); // what a killed agent leaves, the next one removes
        faults.addAll(Belongings.filesOf(raider.seen(), GRACE));
        show(reckoning, statistics, raider.kills(), took, faults, out);
        for (Fault fault : faults.stream().limit(MOST_SHOWN).toList()) {
            out.println(fault + history(fault.id(), ledger));
        }
        out.println(
                faults.isEmpty()
                        ? "nothing lost, nothing run twice, nothing wrong, nothing left behind"
                        : "FAILED, with seed " + seed);
        return faults.isEmpty();
    }

    /// Submits all tasks, and waits until they have ended; before that, where too many are open.
    private void submitAll(ClusterExecutor executor, Raider raider, Ledger ledger, Path proofs, RandomGenerator random)
            throws InterruptedException {
        Executor chosen = executor.with(TaskOptions.defaults().withRetries(retries));
        Semaphore room = new Semaphore(MOST_OPEN);
        for (long made = 0; made < tasks || raider.kills() == 0; made++) {
            room.acquire();
            byte[] payload = new byte[random.nextInt(64)];
            random.nextBytes(payload);
            long id = ledger.nextId();
            int micros = random.nextInt(Math.toIntExact(longest.toNanos() / 1_000) + 1);
            Job job = new Job(id, proofs.toString(), Work.SLEEP, micros, payload, random.nextInt(64), List.of());
            ledger.open(id, terms(job));
            Future<Answer> future = chosen.submit(job);
            future.addDoneCallback(done -> {
                ledger.end(id, ending(done));
                room.release();
            });
        }
        room.acquire(MOST_OPEN);
    }

    private Entry.Terms terms(Job job) {
        return new Entry.Terms(
                job.work().toString(),
                Job.value(job.id(), job.payload()),
                /* attempts= */ 1 + retries,
                /* throwing= */ false,
                /* limited= */ false,
                /* lethal= */ false,
                /* shared= */ false,
                /* observed= */ true);
    }

    private static Ending ending(Future<Answer> done) {
        return switch (done.state()) {
            case SUCCESS -> Ending.value(done.resultNow().value());
            case FAILED -> Ending.of(done.exceptionNow());
            case CANCELLED -> Ending.cancelled();
            case RUNNING -> throw new IllegalStateException("a callback of a future that has not ended: " + done);
        };
    }

    private static void compare(ExecutorStatistics executor, Reckoning reckoning, List<Fault> faults) {
        if (executor.pending() != 0
                || executor.running() != 0
                || executor.succeeded() != reckoning.ended(Outcome.VALUE)
                || executor.failed() != reckoning.ended(Outcome.CRASHED)
                || executor.submitted() != executor.succeeded() + executor.failed()) {
            faults.add(new Fault(Fault.Kind.WRONG, -1, "the executor's statistics do not add up: " + executor));
        }
    }

    private static void show(
            Reckoning reckoning,
            ExecutorStatistics statistics,
            int kills,
            Duration took,
            List<Fault> faults,
            PrintStream out) {
        Map<String, Long> row = new LinkedHashMap<>();
        row.put("seconds", took.toSeconds());
        row.put("submitted", statistics.submitted());
        row.put("values", reckoning.ended(Outcome.VALUE));
        row.put("crashed", reckoning.ended(Outcome.CRASHED));
        row.put("of-them-unbegun", reckoning.crashedUnbegun());
        row.put("retried", statistics.retried());
        row.put("kills", (long) kills);
        row.put("tasks/s", statistics.submitted() / Math.max(1, took.toSeconds()));
        row.put("lost", count(faults, Fault.Kind.LOST));
        row.put("run-twice", count(faults, Fault.Kind.TWICE));
        row.put("wrong", count(faults, Fault.Kind.WRONG));
        row.put("left-behind", count(faults, Fault.Kind.LEFT));
        out.println(String.join("  ", row.keySet()));
        out.println(row.entrySet().stream()
                .map(column -> String.format("%" + column.getKey().length() + "d", column.getValue()))
                .collect(Collectors.joining("  ")));
    }

    private static long count(List<Fault> faults, Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }

    private static String history(long id, Ledger ledger) {
        Entry entry = ledger.get(id);
        return entry == null ? "" : "\n    " + entry;
    }

    private static String state(ClusterExecutor executor, Ledger ledger) {
        StringBuilder state = new StringBuilder();
        state.append(executor).append('\n').append(executor.statistics()).append('\n');
        executor.agents().forEach(agent -> state.append(agent).append('\n'));
        ledger.entries().stream()
                .filter(entry -> entry.ending() == null)
                .limit(MOST_SHOWN)
                .forEach(entry -> state.append("open: ").append(entry).append('\n'));
        return state.toString();
    }
}
