package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ReturnWhen;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tasks in worker processes that submit to their pool: what the contract can not see.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class NestedTasksTest {
    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void theDepthIsBoundedAndSaysSo() {
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            assertEquals(16, pool.submit(() -> Nesting.descend(16)).result());
            Throwable tooDeep = pool.submit(() -> Nesting.descend(17)).exception();
            assertInstanceOf(RejectedExecutionException.class, tooDeep);
            assertTrue(tooDeep.getMessage().contains("16"), tooDeep.getMessage());
            assertEquals(1, pool.submit(() -> 1).result(), "the pool goes on");
        }
    }

    @Test
    void tasksThatAllWaitHoldFewProcesses() {
        String pids = path("pids");
        try (ProcessPoolExecutor pool = Nesting.pool(2)) {
            List<Future<Long>> outer = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                outer.add(pool.submit(() -> {
                    Signs.leave(pids, Long.toString(Signs.pid()));
                    return Nesting.mine().submit(() -> Signs.pid()).result();
                }));
            }
            outer.forEach(Future::result);
        }
        List<String> seen = Signs.read(Path.of(pids));
        assertEquals(200, seen.size(), "each ran once");
        TreeSet<String> processes = new TreeSet<>(seen);
        // On a busy machine, some are not needed for a second, go, and are followed by others.
        assertTrue(processes.size() <= 40, () -> "not one for each that waits: " + processes);
    }

    @Test
    void theWorkersThatStoodInGoWhenTheyAreNotNeededAnyMore() throws Exception {
        String there = path("there");
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Long> outer =
                    pool.submit(() -> Nesting.mine().submit(() -> Signs.pid()).result());
            assertNotEquals(0, outer.result());
            assertEquals(2, pool.statistics().workers());
            // Both are idle now. One of them goes, and a task runs on the other.
            pool.submit(() -> Signs.leave(there, "")).result();
            while (pool.statistics().workers() > 1) {
                Thread.onSpinWait();
            }
            assertEquals(1, pool.workers().size());
            assertEquals(7, pool.submit(() -> 7).result());
        }
    }

    @Test
    void aNestedTaskWhoseWorkerDiesFailsAlone() {
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Integer> outer = pool.submit(() -> {
                Future<?> inner =
                        Nesting.mine().submit(() -> Runtime.getRuntime().halt(42));
                WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, inner.exception());
                return crash.exitCode().orElse(-1);
            });
            assertEquals(42, outer.result());
        }
    }

    @Test
    void aNestedTaskIsTriedAgain() {
        String trail = path("trail");
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Integer> outer = pool.submit(() -> Nesting.mine()
                    .with(TaskOptions.defaults().withRetries(1))
                    .submit(() -> {
                        Signs.leave(trail, "attempt");
                        if (Signs.read(Path.of(trail)).size() == 1) {
                            Runtime.getRuntime().halt(1);
                        }
                        return 2;
                    })
                    .result());
            assertEquals(2, outer.result());
        }
    }

    @Test
    void aWorkerThatDiesWhileItWaitsTakesNoOtherTaskWithIt() throws Exception {
        String begun = path("begun");
        String end = path("end");
        String done = path("done");
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Integer> outer = pool.submit(() -> Nesting.mine()
                    .submit(() -> {
                        Signs.leave(begun, "");
                        Signs.spinUntil(end);
                        Signs.leave(done, "");
                        return 1;
                    })
                    .result());
            Signs.await(Path.of(begun));
            long waiting = pool.workers().stream()
                    .filter(worker -> worker.name().endsWith("worker-0"))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            Signs.signal(waiting, "KILL");
            assertInstanceOf(WorkerCrashedException.class, outer.exception());
            Files.createFile(Path.of(end));
            assertEquals(3, pool.submit(() -> 3).result());
            Signs.await(Path.of(done));
        }
        assertEquals(1, Signs.read(Path.of(done)).size(), "the nested one went on");
    }

    @Test
    void aPoolIsKilledWhileItsTasksWaitForOthers() throws Exception {
        for (int way = 0; way < 3; way++) {
            String begun = path("begun" + way);
            String never = path("never");
            ProcessPoolExecutor pool = Nesting.pool(2);
            List<Future<Integer>> outer = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                outer.add(pool.submit(() -> Nesting.mine()
                        .submit(() -> {
                            Signs.leave(begun, "");
                            Signs.spinUntil(never);
                            return 1;
                        })
                        .result()));
            }
            Signs.await(Path.of(begun));
            switch (way) {
                case 0 -> pool.killWorkers();
                case 1 -> pool.terminateWorkers();
                default -> pool.shutdownNow();
            }
            pool.close();
            assertEquals(
                    0,
                    Futures.waitFor(outer, ReturnWhen.ALL_COMPLETED, Duration.ZERO)
                            .notDone()
                            .size());
        }
    }

    @Test
    void futuresAndTheExecutorItselfDoNotTravel() {
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Throwable returned = pool.submit(() -> Nesting.mine()).exception();
            assertInstanceOf(NotSerializableTaskException.class, returned);
            Throwable captured = pool.submit(() -> {
                        Executor mine = Nesting.mine();
                        return mine.submit(() -> mine.maxWorkers()).result();
                    })
                    .exception();
            assertInstanceOf(NotSerializableTaskException.class, captured);
            assertTrue(captured.getMessage().contains("mine"), captured.getMessage());
        }
    }

    @Test
    void poolsThatAreOpenedInTasksHaveALimitOfDepth() {
        String refusal = Nesting.dig(0);
        assertTrue(
                refusal.startsWith("9: a process pool can not be opened here: this process is 9 levels below the first"
                        + " parent"),
                refusal);
        assertTrue(refusal.contains("the limit is 8"), refusal);
    }

    @Test
    void aTaskMayOpenAPoolOfItsOwn() {
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Long> outer = pool.submit(() -> {
                try (ProcessPoolExecutor own = Nesting.pool(1)) {
                    return own.submit(() -> ProcessHandle.current()
                                    .parent()
                                    .orElseThrow()
                                    .pid())
                            .result();
                }
            });
            assertEquals(
                    outer.result(),
                    pool.submit(() -> ProcessHandle.current().pid()).result());
        }
    }

    @Test
    void workersOfAPoolWithinATaskEndWithIt() throws Exception {
        String inner = path("inner");
        try (ProcessPoolExecutor pool = Nesting.pool(1)) {
            Future<Integer> outer = pool.submit(() -> {
                try (ProcessPoolExecutor own = Nesting.pool(1)) {
                    return own.submit(() -> {
                                Signs.leave(inner, Long.toString(Signs.pid()));
                                Signs.spinUntil(inner + ".never");
                                return 1;
                            })
                            .result();
                }
            });
            Signs.await(Path.of(inner));
            long grandchild = Long.parseLong(Signs.read(Path.of(inner)).getFirst());
            ProcessHandle process = ProcessHandle.of(grandchild).orElseThrow();
            pool.killWorkers();
            assertInstanceOf(WorkerCrashedException.class, outer.exception());
            process.onExit().join();
        }
    }

    @Test
    void workersThatAreKilledAtRandomLoseNoNestedTask() throws Exception {
        try (ProcessPoolExecutor pool = Nesting.pool(2)) {
            List<Future<Integer>> outer = new ArrayList<>();
            Executor patient = pool.with(TaskOptions.defaults().withRetries(100));
            for (int i = 0; i < 40; i++) {
                int number = i;
                outer.add(patient.submit(() -> {
                    int sum = 0;
                    for (int j = 0; j < 5; j++) {
                        int part = j;
                        sum += Nesting.mine()
                                .with(TaskOptions.defaults().withRetries(100))
                                .submit(() -> number * part)
                                .result();
                    }
                    return sum;
                }));
            }
            int kills = 0;
            while (kills < 10 && outer.stream().anyMatch(future -> !future.isDone())) {
                List<Long> pids = pool.workers().stream()
                        .filter(worker -> worker.tasksDone() > 0)
                        .map(worker -> worker.pid())
                        .toList();
                if (!pids.isEmpty()) {
                    ProcessHandle.of(pids.get(kills % pids.size())).ifPresent(ProcessHandle::destroyForcibly);
                    kills++;
                }
                // Sent to three that are dying, a task without further attempts would be lost.
                patient.submit(() -> 0).result();
            }
            assertTrue(kills > 0, "there was something to kill");
            for (int i = 0; i < 40; i++) {
                assertEquals(i * 10, outer.get(i).result());
            }
        }
    }
}
