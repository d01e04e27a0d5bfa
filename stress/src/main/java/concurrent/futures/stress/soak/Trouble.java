package concurrent.futures.stress.soak;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.stress.account.Fault;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// The thread that kills and suspends workers, resizes the pool, and cancels what is pending. Its figures may be
/// asked for when it has ended.
final class Trouble {
    private final ProcessPoolExecutor executor;
    private final int mostWorkers;
    private final RandomGenerator random;
    private final Set<Integer> harmed = ConcurrentHashMap.newKeySet();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private boolean lastWasStarting;
    private int kills;
    private int stops;
    private int resizes;
    private int workersStarted;
    private long cancelledPending;

    Trouble(ProcessPoolExecutor executor, int mostWorkers, RandomGenerator random) {
        this.executor = executor;
        this.mostWorkers = mostWorkers;
        this.random = random;
    }

    int kills() {
        return kills;
    }

    int stops() {
        return stops;
    }

    int resizes() {
        return resizes;
    }

    /// The workers that were started, since their numbers count up from 0.
    int workersStarted() {
        return workersStarted;
    }

    long cancelledPending() {
        return cancelledPending;
    }

    /// The numbers of the workers that were killed or suspended.
    Set<Integer> harmed() {
        return harmed;
    }

    /// Statistics that did not add up.
    Queue<Fault> faults() {
        return faults;
    }

    void run(BooleanSupplier goOn) throws InterruptedException, IOException {
        while (goOn.getAsBoolean()) {
            Thread.sleep(20 + random.nextInt(400));
            int dice = random.nextInt(100);
            if (dice < 65) {
                kill();
            } else if (dice < 80) {
                suspend();
            } else if (dice < 96) {
                executor.resize(1 + random.nextInt(mostWorkers));
                resizes++;
            } else {
                cancelledPending += executor.cancelPending();
            }
            lookAtStatistics();
        }
    }

    private void lookAtStatistics() {
        ExecutorStatistics now = executor.statistics();
        if (now.submitted() != now.pending() + now.running() + now.succeeded() + now.failed() + now.cancelled()) {
            faults.add(new Fault(Fault.Kind.WRONG, -1, "statistics do not add up: " + now));
        }
    }

    private void kill() {
        List<WorkerInfo> workers = look();
        if (workers.isEmpty()) {
            return;
        }
        WorkerInfo victim = workers.get(random.nextInt(workers.size()));
        boolean starting = victim.state() == WorkerInfo.State.STARTING;
        // If one after the other dies before it is ready, the pool gives up, rightly.
        if (starting && lastWasStarting) {
            return;
        }
        lastWasStarting = starting;
        harmed.add(number(victim));
        ProcessHandle.of(victim.pid()).filter(Trouble::isOurs).ifPresent(process -> {
            process.destroyForcibly();
            kills++;
        });
    }

    private void suspend() throws IOException, InterruptedException {
        List<WorkerInfo> workers = look();
        if (workers.isEmpty()) {
            return;
        }
        WorkerInfo victim = workers.get(random.nextInt(workers.size()));
        ProcessHandle process = ProcessHandle.of(victim.pid()).orElse(null);
        if (process == null || !isOurs(process)) {
            return;
        }
        harmed.add(number(victim));
        signal("STOP", victim.pid());
        stops++;
        Thread.sleep(random.nextInt(1_500));
        if (process.isAlive()) {
            signal("CONT", victim.pid());
        }
    }

    private List<WorkerInfo> look() {
        List<WorkerInfo> workers = executor.workers();
        for (WorkerInfo worker : workers) {
            workersStarted = Math.max(workersStarted, number(worker) + 1);
        }
        return workers;
    }

    private static int number(WorkerInfo worker) {
        return Integer.parseInt(worker.name().substring(worker.name().lastIndexOf('-') + 1));
    }

    /// The process with this id may be another one by now.
    private static boolean isOurs(ProcessHandle process) {
        return process.parent().filter(ProcessHandle.current()::equals).isPresent();
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
